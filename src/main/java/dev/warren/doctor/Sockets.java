package dev.warren.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who has which port, by the kernel's tables.
record Sockets(Machine machine) {

    private static final String LISTENING = "0A";

    /// A port that is taken.
    ///
    /// @param holder who has it; empty if it is the kernel itself, or a process of another account that this one
    /// may
    /// not look into
    record Taken(Optional<Holder> holder) {}

    /// @param name the program's, as the kernel knows it
    record Holder(long pid, String name) {}

    Optional<Taken> udp(int port) {
        return taken(port, false, "/proc/net/udp", "/proc/net/udp6");
    }

    Optional<Taken> tcp(int port) {
        return taken(port, true, "/proc/net/tcp", "/proc/net/tcp6");
    }

    private Optional<Taken> taken(int port, boolean listening, String... tables) {
        String end = ":%04X".formatted(port);
        List<String> inodes = Arrays.stream(tables)
                .flatMap(machine::rows)
                .filter(row -> row.length > 9 && row[1].endsWith(end) && (!listening || row[3].equals(LISTENING)))
                .map(row -> row[9])
                .toList();
        return inodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Taken(
                        inodes.stream().flatMap(inode -> holder(inode).stream()).findFirst()));
    }

    private Optional<Holder> holder(String inode) {
        try (Stream<Path> processes = Files.list(machine.path("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> has(process, "socket:[" + inode + "]"))
                    .map(process -> process.getFileName().toString())
                    .map(pid -> new Holder(
                            Long.parseLong(pid),
                            machine.read("/proc/" + pid + "/comm").orElse("a program")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean has(Path process, String socket) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> leadsTo(descriptor, socket));
        } catch (IOException e) {
            return false; // it has ended, or is none of this account's business
        }
    }

    private static boolean leadsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }
}
