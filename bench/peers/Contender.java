import java.util.List;

/// What is measured: an engine by its name, and how it is started for an interface.
record Contender(String name, List<String> command) {}
