package dev.warren.engine.crypto;

import java.util.List;
import java.util.function.Supplier;

/// The implementations of [Aead], best first, and the choice among them.
final class AeadProviders {
    static final String PROPERTY = "warren.engine.aead";

    record Provider(String name, Supplier<Aead> create) {}

    private static final List<Provider> ALL = List.of(new Provider(SunJceAead.NAME, SunJceAead::new));

    private AeadProviders() {}

    static Aead best() {
        String wanted = System.getProperty(PROPERTY);
        return wanted == null ? ALL.getFirst().create().get() : named(wanted);
    }

    static Aead named(String name) {
        return ALL.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No AEAD implementation is called " + name))
                .create()
                .get();
    }
}
