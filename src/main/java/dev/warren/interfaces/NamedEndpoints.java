package dev.warren.interfaces;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Public endpoints beside the default one, each under a name by which a peer chooses it.
///
/// @param byName case-insensitive
public record NamedEndpoints(SortedMap<String, PublicEndpoint> byName) {

    /// The endpoint that a peer uses unless another one is chosen for it.
    public static final String DEFAULT = "default";

    private static final int MOST = 50;

    public NamedEndpoints {
        var copy = new TreeMap<String, PublicEndpoint>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(byName);
        byName = Collections.unmodifiableSortedMap(copy);
    }

    public static NamedEndpoints none() {
        return new NamedEndpoints(new TreeMap<>());
    }

    /// Reads lines of the form `name = host[:port]`; empty ones don't count.
    ///
    /// @throws IllegalArgumentException with a sentence about the first line that is wrong
    public static NamedEndpoints parse(String text) {
        var endpoints = none();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "“%s” is not of the form office = vpn.example.org:51820.".formatted(Shortened.of(line)));
            }
            endpoints = endpoints.with(line.substring(0, equals), line.substring(equals + 1));
        }
        return endpoints;
    }

    /// These and one more.
    ///
    /// @throws IllegalArgumentException with a sentence if the name or the address can't be one
    public NamedEndpoints with(String name, String address) {
        String stripped = name.strip();
        if (!stripped.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _.-]{0,31}")) {
            throw new IllegalArgumentException(
                    "“%s”: the name of an endpoint has 1 to 32 letters, digits, or any of _ . - and spaces."
                            .formatted(Shortened.of(name)));
        }
        if (stripped.toLowerCase(Locale.ROOT).equals(DEFAULT)) {
            throw new IllegalArgumentException("The default endpoint has a field of its own.");
        }
        if (byName.containsKey(stripped)) {
            throw new IllegalArgumentException("Two endpoints are called %s.".formatted(stripped));
        }
        if (byName.size() == MOST) {
            throw new IllegalArgumentException("That are more than %d endpoints.".formatted(MOST));
        }
        var more = new TreeMap<>(byName);
        more.put(stripped, PublicEndpoint.parse(address));
        return new NamedEndpoints(more);
    }

    public Optional<PublicEndpoint> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The name as it is written here, whatever the case of `name`; empty if there is none.
    public Optional<String> spelling(String name) {
        return byName.keySet().stream()
                .filter(known -> known.equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /// What [#parse(String)] reads.
    @Override
    public String toString() {
        return byName.entrySet().stream().map(NamedEndpoints::line).collect(Collectors.joining("\n"));
    }

    private static String line(Map.Entry<String, PublicEndpoint> endpoint) {
        return endpoint.getKey() + " = " + endpoint.getValue();
    }
}
