package dev.warren;

/// A setting stands against the start of the server. The message is for the person who starts it: it names the
/// setting and the remedy.
final class ServerCannotStart extends RuntimeException {

    ServerCannotStart(String message) {
        super(message);
    }
}
