package dev.warren.accounts;

import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How far an API token reaches. It never reaches farther than its owner's [Role].
public enum Scope {
    /// Everything that is only read, but nothing that has the keys of a peer in it.
    READ,
    /// Peers: reads and changes them, but not what they send; and nothing else.
    PEERS,
    /// Everything, but how its owner signs in. That includes making other administrators.
    ADMIN;

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final List<String> PEER_PATHS = List.of("/api/v1/peers", "/api/v1/tags", "/api/client", "/peers");
    private static final Set<String> WITH_KEYS =
            Set.of("config", "configuration", "delivery", "qr.svg", "qr.png", "qrcode.svg");
    private static final Pattern WG_EASY_CLIENT = Pattern.compile("/api/client/[^/]+");
    private static final List<String> OWN_PATHS = List.of("/api/v1/account", "/account");

    /// The scope's name in the database and the API.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The scopes with these names; throws [IllegalArgumentException] with the possible ones for any other.
    static Set<Scope> parse(Collection<String> names) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var name : names) {
            scopes.add(Arrays.stream(values())
                    .filter(scope -> scope.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("A scope is one of read, peers and admin.")));
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("Choose at least one scope: read, peers or admin.");
        }
        return scopes;
    }

    static String column(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
    }

    /// Whether a token with these scopes may ask for this. Whatever is not known to be about peers needs
    /// [#ADMIN] to be changed: what is added to Warren later is closed until somebody opens it here.
    static boolean allow(Set<Scope> scopes, HttpMethod method, String asked) {
        var path = asked.replaceFirst("/+$", ""); // which leads to the same resource as without
        var reading = READING.contains(method);
        if (!reading && isUnder(OWN_PATHS, path)) {
            return false; // who has found a token must not be able to stay by a password or token of their own
        }
        if (path.endsWith("/capture") || path.endsWith("/capture/file")) {
            return scopes.contains(ADMIN);
        }
        return scopes.contains(ADMIN)
                || reading && scopes.contains(READ) && !hasKeys(path)
                || scopes.contains(PEERS) && isUnder(PEER_PATHS, path);
    }

    private static boolean hasKeys(String path) {
        return WITH_KEYS.contains(path.substring(path.lastIndexOf('/') + 1))
                || WG_EASY_CLIENT.matcher(path).matches();
    }

    private static boolean isUnder(List<String> places, String path) {
        return places.stream().anyMatch(place -> path.equals(place) || path.startsWith(place + "/"));
    }
}
