package dev.warren.cli;

import dev.warren.accounts.PasswordReset;
import dev.warren.accounts.PasswordReset.Account;
import dev.warren.database.DatabaseAccess;
import dev.warren.database.DatabaseSettings;
import dev.warren.web.RandomText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `warren admin reset-password [NAME] [--generate] [--and-second-factor]`: the way back in.
///
/// @param settings which database
/// @param secrets who types the new password
public record AdminCommand(DatabaseSettings settings, InstantSource clock, Prompt secrets, PrintStream out) {

    private static final String GENERATE = "--generate";
    private static final String AND_SECOND_FACTOR = "--and-second-factor";
    private static final int GENERATED_BYTES = 15;

    /// Carries it out.
    ///
    /// @throws CommandRefused if it can't be
    public void run(List<String> arguments) {
        List<String> options =
                arguments.stream().filter(word -> word.startsWith("-")).toList();
        List<String> words =
                arguments.stream().filter(word -> !word.startsWith("-")).toList();
        boolean isKnown = !words.isEmpty()
                && words.getFirst().equals("reset-password")
                && words.size() <= 2
                && List.of(GENERATE, AND_SECOND_FACTOR).containsAll(options);
        if (!isKnown) {
            throw CommandRefused.usage("it is: warren admin reset-password [NAME] [--generate] [--and-second-factor].");
        }
        var name = words.size() == 2 ? Optional.of(words.get(1)) : Optional.<String>empty();
        try (var access = DatabaseAccess.open(settings)
                        .orElseThrow(() -> new CommandRefused("there is no database in %s, so nobody has a password."
                                .formatted(settings.data().toAbsolutePath().normalize())));
                var connection = access.connect()) {
            reset(new PasswordReset(connection), name, options);
        } catch (SQLException e) {
            throw new CommandRefused("the database refuses (%s): is it one of Warren's?".formatted(firstLine(e)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reset(PasswordReset users, Optional<String> name, List<String> options)
            throws SQLException, IOException {
        var account = account(users, name);
        boolean generated = options.contains(GENERATE);
        String password = generated ? RandomText.of(GENERATED_BYTES) : secrets.ask(account.name());
        PasswordReset.objection(account, password).ifPresent(sentence -> {
            throw new CommandRefused(sentence);
        });
        users.set(account, password, options.contains(AND_SECOND_FACTOR), clock.instant());
        if (generated) {
            out.println(password);
        }
        secrets.say("%s has a new password, and is signed out everywhere.".formatted(account.name()));
        if (account.secondFactor() && !options.contains(AND_SECOND_FACTOR)) {
            secrets.say("The second factor is asked for as before; --and-second-factor removes it.");
        }
    }

    private static Account account(PasswordReset users, Optional<String> name) throws SQLException {
        if (name.isPresent()) {
            return users.find(name.get()).orElseThrow(() -> new CommandRefused("there is no user with this name."));
        }
        var administrators = users.administrators();
        if (administrators.size() == 1) {
            return administrators.getFirst();
        }
        throw new CommandRefused(
                administrators.isEmpty()
                        ? "there is no administrator yet: start Warren and open its page."
                        : "there are several administrators, so say which: "
                                + administrators.stream().map(Account::name).collect(Collectors.joining(", ")) + ".");
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
