package dev.warren.engine;

/// A listener's right to hear, until it is closed.
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
