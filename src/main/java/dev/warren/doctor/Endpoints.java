package dev.warren.doctor;

import dev.warren.interfaces.PublicEndpoint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether clients who go where their configuration sends them come here.
final class Endpoints implements Check {

    private static final String ID = "endpoint";

    private final Duration patience;

    Endpoints() {
        this(Duration.ofSeconds(5));
    }

    /// @param patience with name servers
    Endpoints(Duration patience) {
        this.patience = patience;
    }

    /// Where clients of `network` are sent to, and who knows where that is.
    private record Question(Network network, PublicEndpoint endpoint, CompletableFuture<List<InetAddress>> answer) {}

    /// Asks for all at once, because each may have to be waited for.
    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        List<Question> questions = warren.enabled().stream()
                .map(network -> ask(machine, network, PublicEndpoint.parse(network.endpoint())))
                .toList();
        return questions.stream().map(question -> look(machine, question));
    }

    private static Finding look(Machine machine, Question question) {
        Network network = question.network();
        String host = question.endpoint().host();
        Integer named = question.endpoint().port();
        try {
            return judge(
                    network,
                    host,
                    named == null ? network.port() : named,
                    answer(question),
                    machine.addresses().get());
        } catch (TimeoutException e) {
            return unknown(
                    network, host, "Clients of %s are sent to %s, and the name servers of this machine do not answer.");
        } catch (UnknownHostException e) {
            return unknown(network, host, "Clients of %s are sent to %s, and no name server knows it.");
        }
    }

    private static Finding unknown(Network network, String host, String sentence) {
        return Finding.error(
                ID,
                network.name(),
                sentence.formatted(network.name(), host),
                "Make an A or AAAA record of it that leads here, or correct the endpoint of %s."
                        .formatted(network.name()));
    }

    /// Nothing ends a question to the resolver before it does so itself, so each has a thread that nobody waits
    /// for.
    private Question ask(Machine machine, Network network, PublicEndpoint endpoint) {
        var answer = new CompletableFuture<List<InetAddress>>();
        Thread.ofPlatform().daemon().name("doctor-endpoint").start(() -> {
            try {
                answer.complete(machine.names().of(endpoint.host()));
            } catch (UnknownHostException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return new Question(network, endpoint, answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static List<InetAddress> answer(Question question) throws UnknownHostException, TimeoutException {
        try {
            return question.answer().join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case UnknownHostException unknown -> throw unknown;
                case TimeoutException late -> throw late;
                case null, default -> throw e;
            }
        }
    }

    private static Finding judge(
            Network network, String host, int port, List<InetAddress> found, List<InetAddress> own) {
        String named = host + (isLiteral(host, found) ? "" : " (" + texts(found) + ")");
        if (found.stream().anyMatch(address -> address.isLoopbackAddress() || address.isAnyLocalAddress())) {
            return Finding.error(
                    ID,
                    network.name(),
                    "Clients of %s are sent to %s, which is everybody's own machine.".formatted(network.name(), named),
                    "Set the endpoint of %s to the public name or address of this server.".formatted(network.name()));
        }
        if (found.stream().anyMatch(own::contains)) {
            boolean home = found.stream().allMatch(Endpoints::isPrivate);
            return home
                    ? Finding.note(
                            ID,
                            network.name(),
                            "Clients of %s are sent to %s, this machine's address in a private network."
                                    .formatted(network.name(), named),
                            "That works for clients in this network. For others, set the endpoint of %s to the public name or address of the router, and let the router hand on UDP port %d."
                                    .formatted(network.name(), port))
                    : Finding.ok(
                            ID,
                            network.name(),
                            "Clients of %s are sent to %s, which is this machine.".formatted(network.name(), named));
        }
        boolean behindRouter = own.stream().filter(Endpoints::isOutside).allMatch(Endpoints::isPrivate);
        return behindRouter
                ? Finding.note(
                        ID,
                        network.name(),
                        "Clients of %s are sent to %s, which is none of this machine's addresses: all of those are private."
                                .formatted(network.name(), named),
                        "So a router has to hand on UDP port %d of %s to this machine. If a client can't connect, look there first."
                                .formatted(port, host))
                : Finding.warning(
                        ID,
                        network.name(),
                        "Clients of %s are sent to %s, which is none of this machine's addresses (%s)."
                                .formatted(
                                        network.name(),
                                        named,
                                        texts(own.stream()
                                                .filter(Endpoints::isOutside)
                                                .toList())),
                        "Correct the record of the name or the endpoint of %s, unless something there hands on UDP port %d to this machine."
                                .formatted(network.name(), port));
    }

    private static boolean isLiteral(String host, List<InetAddress> found) {
        return found.stream().anyMatch(address -> address.getHostAddress().equals(host)) || host.indexOf(':') >= 0;
    }

    private static boolean isOutside(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isSiteLocalAddress()
                || address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc
                // Addresses that a provider shares among customers: 100.64.0.0/10.
                || bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    private static String texts(List<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                .collect(Collectors.joining(", "));
    }
}
