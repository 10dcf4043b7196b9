package dev.warren.peers;

import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.Shortened;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The texts of a peer, each checked for what it is. All throw [IllegalArgumentException] with a sentence.
final class PeerTexts {

    static final int LONGEST_NAME = 64;
    private static final int LONGEST_NOTES = 2_000;
    private static final int LONGEST_COMMANDS = 1_000;
    static final int MOST_TAGS = 20;
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,31}");

    private PeerTexts() {}

    static String name(String text) {
        String name = text.strip();
        int length = name.codePointCount(0, name.length());
        if (length == 0) {
            throw new IllegalArgumentException("A peer needs a name.");
        }
        if (length > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A name has at most %d characters; this one has %d.".formatted(LONGEST_NAME, length));
        }
        if (name.codePoints().anyMatch(PeerTexts::isUnprintable)) {
            throw new IllegalArgumentException("A name has no line breaks or other control characters.");
        }
        return name;
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> codePoint != 0x200D; // joins the parts of an emoji
            default -> false;
        };
    }

    static String notes(String text) {
        String notes = text.strip();
        if (notes.length() > LONGEST_NOTES) {
            throw new IllegalArgumentException("Notes have at most %d characters.".formatted(LONGEST_NOTES));
        }
        if (notes.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Notes are text.");
        }
        return notes;
    }

    /// Tags are the same whatever their case, and are kept in lower case.
    static List<String> tags(String text) {
        List<String> tags = Stream.of(text.split("[,\\n]"))
                .map(PeerTexts::tag)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException("A peer has at most %d tags.".formatted(MOST_TAGS));
        }
        return tags;
    }

    static String tag(String text) {
        String tag = text.strip().toLowerCase(Locale.ROOT);
        if (!tag.isEmpty() && !TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "“%s” can't be a tag: it has 1 to 32 letters, digits, spaces and the signs . _ + -"
                            .formatted(Shortened.of(text)));
        }
        return tag;
    }

    static PublicKey key(String text) {
        PublicKey key = PublicKey.parse(text.strip());
        if (key.equals(PublicKey.ofBytes(new byte[32]))) {
            throw new IllegalArgumentException("A public key of zeros can't be anybody's.");
        }
        return key;
    }

    /// Where a peer is reached needs a port: there is no usual one.
    static PublicEndpoint peerEndpoint(String text) {
        PublicEndpoint endpoint = PublicEndpoint.parse(text);
        if (endpoint.port() == null) {
            throw new IllegalArgumentException(
                    "“%s” lacks the port: write it as site.example.org:51820.".formatted(Shortened.of(text)));
        }
        return endpoint;
    }

    /// Commands for the client's machine, one a line.
    static String commands(String text) {
        String commands =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        if (commands.length() > LONGEST_COMMANDS) {
            throw new IllegalArgumentException("Commands have at most %d characters.".formatted(LONGEST_COMMANDS));
        }
        if (commands.chars().anyMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c))) {
            throw new IllegalArgumentException("Commands are text, one a line.");
        }
        return commands;
    }
}
