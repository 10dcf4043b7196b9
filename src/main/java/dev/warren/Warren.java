package dev.warren;

import dev.warren.database.DatabaseUnavailable;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The process's way in. Its first argument is the command; `./warren help` lists them.
@QuarkusMain
public final class Warren {

    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    public static void main(String[] args) {
        String command = args.length == 0 ? "serve" : args[0];
        try {
            switch (command) {
                case "serve" -> new Server().serve();
                case "rehearse" -> new Server().rehearse();
                default -> end(WRONG_USAGE, "there is no command " + command + ": ./warren help lists them.");
            }
        } catch (ServerCannotStart | DatabaseUnavailable e) {
            end(CANNOT_START, String.valueOf(e.getMessage()));
        }
    }

    private static void end(int exitCode, String sentence) {
        System.err.println("warren: " + sentence);
        System.exit(exitCode);
    }
}
