package dev.warren.cli;

/// A command can't be carried out. The message is for whoever gave it.
public final class CommandRefused extends RuntimeException {

    private final boolean isUsage;

    CommandRefused(String sentence) {
        this(sentence, false);
    }

    private CommandRefused(String sentence, boolean isUsage) {
        super(sentence, null, false, false);
        this.isUsage = isUsage;
    }

    static CommandRefused usage(String sentence) {
        return new CommandRefused(sentence, true);
    }

    /// Whether the command was written in a way that it does not have.
    public boolean isUsage() {
        return isUsage;
    }
}
