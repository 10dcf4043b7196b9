package dev.warren.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Finds the server among the processes of this network namespace.
record RunningServer(Machine machine) {

    OptionalLong find() {
        try (Stream<Path> processes = Files.list(machine.path("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(this::isServer)
                    .mapToLong(process -> Long.parseLong(process.getFileName().toString()))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private boolean isServer(Path process) {
        try {
            List<String> command =
                    List.of(Files.readString(process.resolve("cmdline")).split("\0"));
            int jar = command.indexOf("-jar");
            return jar >= 0
                    && command.size() > jar + 1
                    && command.get(jar + 1).endsWith("/quarkus-run.jar")
                    && (command.size() == jar + 2 || command.get(jar + 2).equals("serve"))
                    && isHere(process);
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /// True also where another account's process does not tell.
    private boolean isHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/net"))
                    .equals(Files.readSymbolicLink(machine.path("/proc/self/ns/net")));
        } catch (IOException e) {
            return true;
        }
    }
}
