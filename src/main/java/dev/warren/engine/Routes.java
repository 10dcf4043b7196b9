package dev.warren.engine;

/// Which routes an interface brings along, and into which routing table.
public sealed interface Routes {

    /// One in the main table for each allowed IP that the interface's own addresses don't cover; never a default
    /// route.
    Routes AUTO = Usual.AUTO;

    /// None.
    Routes OFF = Usual.OFF;

    /// What needs no number.
    enum Usual implements Routes {
        AUTO,
        OFF;

        @Override
        public String toString() {
            return this == AUTO ? "auto" : "off";
        }
    }

    /// All of them in a table of their own, which the administrator's rules lead to: the interface's networks and
    /// every allowed IP, default routes too.
    ///
    /// @param number 1 to 4,294,967,295, and none of the kernel's own (253–255)
    record Table(long number) implements Routes {

        private static final long MOST = 0xffff_ffffL;
        private static final long KERNELS_FIRST = 253;
        private static final long KERNELS_LAST = 255;

        public Table {
            if (number < 1 || number > MOST || number >= KERNELS_FIRST && number <= KERNELS_LAST) {
                throw new IllegalArgumentException(
                        "routing table %d: 1 to %d, without 253 to 255".formatted(number, MOST));
            }
        }

        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /// Reads `auto`, `off` or the number of a table, as [#toString()] writes them.
    ///
    /// @throws IllegalArgumentException if `text` is none of these
    static Routes parse(String text) {
        return switch (text) {
            case "auto" -> AUTO;
            case "off" -> OFF;
            default -> {
                if (!text.matches("[1-9]\\d{0,9}")) {
                    throw new IllegalArgumentException("\"%s\" is not auto, off or a routing table".formatted(text));
                }
                yield new Table(Long.parseLong(text));
            }
        };
    }

    @Override
    String toString();
}
