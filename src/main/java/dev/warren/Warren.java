package dev.warren;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The server's way in: `java -jar quarkus-run.jar`.
@QuarkusMain
public final class Warren {

    private Warren() {}

    public static void main(String[] args) {
        Quarkus.run(args);
    }
}
