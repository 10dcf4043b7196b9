package dev.warren.delivery;

/// One file of a configuration. Its text is a secret.
///
/// @param name safe on every system
record ConfigFile(String name, String text) {

    @Override
    public String toString() {
        return "ConfigFile[" + name + "]";
    }
}
