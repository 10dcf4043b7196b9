package dev.warren.engine.crypto;

import java.util.List;
import java.util.function.Supplier;

/// The implementations of [Aead], fastest first (src/docs/decisions.md has the measurements), and the choice among
/// them.
final class AeadProviders {
    static final String PROPERTY = "warren.engine.aead";

    static final List<Provider> ALL = List.of(
            new Provider(LibcryptoAead.NAME, LibcryptoAead::new), new Provider(SunJceAead.NAME, SunJceAead::new));

    private static final System.Logger LOG = System.getLogger(AeadProviders.class.getName());

    record Provider(String name, Supplier<Aead> create) {}

    private AeadProviders() {}

    private static final class Chosen {
        static final Provider PROVIDER = choose();

        private static Provider choose() {
            String wanted = System.getProperty(PROPERTY);
            if (wanted != null) {
                return working(wanted);
            }
            return ALL.stream()
                    .filter(AeadProviders::works)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No AEAD implementation works on this machine"));
        }
    }

    static Aead best() {
        return Chosen.PROVIDER.create().get();
    }

    static Aead named(String name) {
        return working(name).create().get();
    }

    private static Provider working(String name) {
        Provider provider = ALL.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no AEAD implementation “" + name + "”, but "
                        + ALL.stream().map(Provider::name).toList()));
        if (!works(provider)) {
            throw new IllegalArgumentException("The AEAD implementation “" + name + "” doesn't work on this machine");
        }
        return provider;
    }

    static boolean works(Provider provider) {
        try (Aead aead = provider.create().get()) {
            if (AeadSelfTest.passes(aead)) {
                return true;
            }
            LOG.log(System.Logger.Level.ERROR, "AEAD {0} computes wrong results and isn't used", provider.name());
        } catch (LinkageError | IllegalStateException e) {
            LOG.log(System.Logger.Level.INFO, "AEAD {0} isn''t available: {1}", provider.name(), e.getMessage());
        }
        return false;
    }
}
