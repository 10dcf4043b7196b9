package dev.warren;

import dev.warren.cli.AdminCommand;
import dev.warren.cli.CommandRefused;
import dev.warren.cli.KeyCommand;
import dev.warren.cli.Prompt;
import dev.warren.database.DatabaseSettings;
import dev.warren.database.DatabaseUnavailable;
import dev.warren.doctor.DoctorCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/// The process's way in. Its first argument is the command; `./warren help` lists them.
@QuarkusMain
public final class Warren {

    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    public static void main(String[] args) {
        String command = args.length == 0 ? "serve" : args[0];
        try {
            SecretFiles.verify(System.getenv());
            switch (command) {
                case "serve" -> new Server().serve();
                case "rehearse" -> new Server().rehearse();
                case "admin" -> admin(options(args));
                case "key" -> key(options(args));
                case "doctor" -> System.exit(doctor().run(options(args)));
                default -> end(WRONG_USAGE, "there is no command " + command + ": ./warren help lists them.");
            }
        } catch (CommandRefused e) {
            end(e.isUsage() ? WRONG_USAGE : CANNOT_START, String.valueOf(e.getMessage()));
        } catch (ServerCannotStart | DatabaseUnavailable e) {
            end(CANNOT_START, String.valueOf(e.getMessage()));
        }
    }

    private static DoctorCommand doctor() {
        // A container has no locale, and Java would write question marks.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new DoctorCommand(Warren::setting, out);
    }

    private static void admin(List<String> arguments) {
        new AdminCommand(DatabaseSettings.of(Warren::setting), InstantSource.system(), Prompt.ofProcess(), System.out)
                .run(arguments);
        System.exit(0);
    }

    private static void key(List<String> arguments) {
        new KeyCommand(Warren::setting, System.out).run(arguments);
        System.exit(0);
    }

    private static Optional<String> setting(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class);
    }

    private static List<String> options(String[] args) {
        return List.of(args).subList(1, args.length);
    }

    private static void end(int exitCode, String sentence) {
        System.err.println("warren: " + sentence);
        System.exit(exitCode);
    }
}
