package dev.warren.imports;

import dev.warren.engine.EngineConfig;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.imports.ForeignServer.ForeignPeer;
import dev.warren.imports.ForeignServer.Text;
import dev.warren.interfaces.InterfaceDraft;
import dev.warren.interfaces.InterfaceForm;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WholeNumber;
import dev.warren.peers.Newcomer;
import dev.warren.peers.PeerField;
import dev.warren.peers.PeerForm;
import dev.warren.web.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A [ForeignServer] in Warren's terms, as far as it can be read.
///
/// @param key   null if there is none that could be read
/// @param draft null if something of the interface is missing or wrong
/// @param peers in the order of the file; those that are wrong are among them
record Takeover(@Nullable PrivateKey key, @Nullable InterfaceDraft draft, List<Newcomer> peers) {

    private static final int LEAST_MTU = 576;

    /// @param lines  gets what is wrong with the file
    /// @param errors gets what is wrong with `name`, `listenPort` and `endpoint`
    static Takeover of(
            ForeignServer server, String name, String port, String endpoint, LineErrors lines, FieldErrors errors) {
        if (server == ForeignServer.NONE) {
            return new Takeover(null, null, List.of());
        }
        IpPrefix ipv4 = range(server.ipv4(), false, lines);
        IpPrefix ipv6 = range(server.ipv6(), true, lines);
        if (server.ipv4().isMissing() && server.ipv6().isMissing()) {
            lines.add(1, "There is no Address in [Interface], which says what range the peers are in.");
        }
        PrivateKey key = key(server.privateKey(), lines);
        Integer mtu = server.mtu().isMissing()
                ? Integer.valueOf(EngineConfig.DEFAULT_MTU)
                : check(
                        server.mtu().line(),
                        lines,
                        () -> WholeNumber.parse("The MTU", server.mtu().value(), LEAST_MTU, 9000));
        String checkedName = errors.check("name", () -> InterfaceForm.interfaceName(name));
        Integer checkedPort = errors.check("listenPort", () -> WholeNumber.parse("The port", port, 1, 65_535));
        PublicEndpoint checkedEndpoint = errors.check("endpoint", () -> PublicEndpoint.parse(endpoint));
        List<Newcomer> peers = server.peers().stream()
                .map(peer -> newcomer(peer, key, ipv4, ipv6, lines))
                .toList();
        boolean whole =
                Stream.of(checkedName, checkedPort, checkedEndpoint, mtu).allMatch(Objects::nonNull)
                        && (ipv4 != null || ipv6 != null);
        return new Takeover(
                key, whole ? draft(checkedEndpoint, checkedPort, ipv4, ipv6, checkedName, mtu) : null, peers);
    }

    @SuppressWarnings("NullAway") // what is not null was asked before
    private static InterfaceDraft draft(
            @Nullable PublicEndpoint endpoint,
            @Nullable Integer port,
            @Nullable IpPrefix ipv4,
            @Nullable IpPrefix ipv6,
            @Nullable String name,
            @Nullable Integer mtu) {
        return InterfaceDraft.first(endpoint, port, ipv4, ipv6).withName(name).withMtu(mtu);
    }

    private static @Nullable IpPrefix range(Text address, boolean ipv6, LineErrors lines) {
        return address.isMissing()
                ? null
                : check(address.line(), lines, () -> InterfaceForm.range(address.value(), ipv6));
    }

    private static @Nullable PrivateKey key(Text text, LineErrors lines) {
        if (text.isMissing()) {
            lines.add(1, "There is no PrivateKey in [Interface]: without it no client would know this server.");
            return null;
        }
        return check(
                text.line(),
                lines,
                "The server's PrivateKey is no key: 44 characters of base64.",
                () -> PrivateKey.parse(text.value()));
    }

    private static Newcomer newcomer(
            ForeignPeer peer,
            @Nullable PrivateKey server,
            @Nullable IpPrefix ipv4,
            @Nullable IpPrefix ipv6,
            LineErrors lines) {
        if (peer.publicKey().isEmpty()) {
            lines.add(peer.line(), "This peer has no PublicKey.");
        } else if (server != null && peer.publicKey().equals(server.publicKey().base64())) {
            lines.add(peer.line(), "This is the key of the server itself.");
        }
        String ownText = peer.privateKey();
        PrivateKey own = ownText == null
                ? null
                : check(
                        peer.line(),
                        lines,
                        "The private key of this peer is no key: 44 characters of base64.",
                        () -> PrivateKey.parse(ownText));
        if (own != null && !own.publicKey().base64().equals(peer.publicKey())) {
            lines.add(peer.line(), "The private and the public key of this peer don't belong together.");
        }
        String sharedText = peer.presharedKey();
        PresharedKey shared = sharedText == null
                ? null
                : check(
                        peer.line(),
                        lines,
                        "The PresharedKey of this peer is no key: 44 characters of base64.",
                        () -> PresharedKey.parse(sharedText));
        return new Newcomer(form(peer, ipv4, ipv6, lines), own, shared);
    }

    private static PeerForm form(ForeignPeer peer, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6, LineErrors lines) {
        String address4 = "";
        String address6 = "";
        List<String> networks = new ArrayList<>();
        for (String text : peer.allowed()) {
            IpPrefix allowed = check(
                    peer.line(),
                    lines,
                    "“%s” is neither an address nor a network.".formatted(Shown.of(text)),
                    () -> IpPrefix.parse(text));
            if (allowed == null) {
                continue;
            }
            if (address4.isEmpty() && isAddressIn(ipv4, allowed)) {
                address4 = IpText.of(allowed.address());
            } else if (address6.isEmpty() && isAddressIn(ipv6, allowed)) {
                address6 = IpText.of(allowed.address());
            } else {
                networks.add(IpText.of(allowed.network()));
            }
        }
        return PeerForm.named(name(peer, address4, address6))
                .with(PeerField.PUBLIC_KEY, peer.publicKey())
                .with(PeerField.PRESHARED_KEY, peer.presharedKey() != null)
                .with(PeerField.IPV4, address4)
                .with(PeerField.IPV6, address6)
                .with(PeerField.NETWORKS, String.join(", ", networks))
                .with(PeerField.PEER_ENDPOINT, peer.endpoint())
                .with(PeerField.ENABLED, peer.enabled());
    }

    /// One that nobody has named is called by its address, which is the only thing about it that people know.
    private static String name(ForeignPeer peer, String ipv4, String ipv6) {
        return Stream.of(peer.name(), ipv4, ipv6, Shown.of(peer.publicKey()))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("line " + peer.line());
    }

    private static boolean isAddressIn(@Nullable IpPrefix range, IpPrefix allowed) {
        return range != null
                && allowed.length() == (allowed.isIpv6() ? 128 : 32)
                && allowed.isIpv6() == range.isIpv6()
                && range.network().contains(allowed.address());
    }

    private static <T> @Nullable T check(int line, LineErrors lines, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            lines.add(line, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static <T> @Nullable T check(int line, LineErrors lines, String sentence, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            lines.add(line, sentence);
            return null;
        }
    }
}
