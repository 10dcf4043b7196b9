package dev.warren.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs [Committer] in a JVM of its own, if wanted as another account. That account may not be able to read the build
/// or the local Maven repository, so the classes are copied to where it can.
record ChildJvm(Path classes, List<String> prefix) {

    static ChildJvm asThisAccount(Path directory) throws IOException {
        return new ChildJvm(copyClasses(directory), List.of());
    }

    static ChildJvm as(String account, Path directory) throws IOException {
        return new ChildJvm(
                copyClasses(directory),
                List.of("setpriv", "--reuid=" + account, "--regid=" + account, "--clear-groups", "--inh-caps=-all"));
    }

    Process start(Path data, String mode) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", classPath(), Committer.class.getName()));
        command.addAll(List.of(data.toString(), mode));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    int count(Path data) throws IOException, InterruptedException {
        Process counting = start(data, "count");
        try (BufferedReader output = counting.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            counting.waitFor();
            return line == null ? -1 : Integer.parseInt(line);
        }
    }

    private String classPath() throws IOException {
        try (var entries = Files.list(classes)) {
            return entries.map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    private static Path copyClasses(Path directory) throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Set<Path> sources = new LinkedHashSet<>();
        for (String resource : List.of(
                "dev/warren/database/EmbeddedPostgres.class",
                "dev/warren/database/Committer.class",
                "org/postgresql/Driver.class",
                "org/apache/commons/compress/archivers/tar/TarArchiveInputStream.class",
                "org/apache/commons/io/IOUtils.class",
                "org/apache/commons/lang3/StringUtils.class",
                "org/tukaani/xz/XZInputStream.class",
                "postgres-linux-x86_64.txz",
                "postgres-linux-arm_64.txz")) {
            sources.add(source(resource));
        }
        int number = 0;
        for (Path source : sources) {
            copy(source, classes.resolve(number++ + "-" + source.getFileName()));
        }
        return classes;
    }

    /// The jar or directory of the class path that has this resource.
    private static Path source(String resource) {
        String url = ChildJvm.class.getClassLoader().getResource(resource).toString();
        String file = url.substring(url.indexOf("file:") + "file:".length());
        return Path.of(
                file.contains("!")
                        ? file.substring(0, file.indexOf('!'))
                        : file.substring(0, file.length() - resource.length()));
    }

    private static void copy(Path source, Path target) throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(source)) {
            paths = walk.filter(Files::isRegularFile)
                    .filter(path -> path.equals(source) || path.toString().contains("dev/warren/database/"))
                    .toList();
        }
        for (Path path : paths) {
            Path copy = target.resolve(source.relativize(path).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(path, path.equals(source) ? target : copy);
        }
    }
}
