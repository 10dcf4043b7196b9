package dev.warren.accounts;

import dev.warren.web.Figures;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/// Passwords of what is nobody's account, such as a link: hashed as users' passwords are, and guessed at no faster.
@Singleton
public class PasswordGate {

    private static final Logger LOG = Logger.getLogger("dev.warren.accounts.signin");

    private final PasswordHashing hashing;
    private final SignInLimit limit;

    PasswordGate(PasswordHashing hashing, InstantSource clock) {
        this.hashing = hashing;
        this.limit = new SignInLimit(clock);
    }

    /// Takes some 40 ms and must not be called in a transaction.
    public String hash(String password) {
        return hashing.hash(password);
    }

    /// Passes whoever has the password. Takes some 40 ms and must not be called in a transaction.
    ///
    /// @param name what the password is for, as the log names it; it has a limit of its own
    /// @throws Rejection 401 if it is another one, 429 after too many of those, 503 if too many ask at once
    public void require(String name, String phc, String password, Visitor visitor) {
        List<String> keys = List.of(SignInLimit.network(visitor.network()), SignInLimit.account(name));
        Runnable stillAllowed = () -> refuseIfPaused(keys, name, visitor);
        stillAllowed.run();
        if (password.length() > Passwords.LONGEST || !hashing.matches(phc, password, stillAllowed)) {
            log(visitor, "wrong password", name);
            keys.forEach(limit::failed);
            throw Rejection.unauthorized("This password is not right.");
        }
    }

    private void refuseIfPaused(List<String> keys, String name, Visitor visitor) {
        keys.stream().flatMap(key -> limit.pause(key).stream()).findFirst().ifPresent(wait -> {
            log(visitor, "too many failures", name);
            throw Rejection.tooMany("Too many wrong passwords. Try again in %s.".formatted(Figures.age(wait)), wait);
        });
    }

    /// The line that src/docs/sign-in.md has a fail2ban filter for.
    private static void log(Visitor visitor, String why, String name) {
        LOG.warnf("Sign-in failed from %s: %s (%s)", visitor.addressText(), why, name);
    }
}
