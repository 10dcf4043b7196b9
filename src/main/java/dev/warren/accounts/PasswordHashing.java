package dev.warren.accounts;

import dev.warren.web.Rejection;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The few threads that [Argon2id] may keep busy.
///
/// One hash takes some 40 ms of a core and 19 MiB. However many people sign in at once, half of the cores stay free
/// for everybody else, and the rest stand in a line that has an end.
@Singleton
class PasswordHashing {

    private static final int LONGEST_LINE = 200;

    /// What an unknown user's password is compared with, so that the answer takes as long as for a known one.
    private static final String NOBODYS = Argon2id.hash("a password that nobody has");

    private final ThreadPoolExecutor threads;

    PasswordHashing() {
        var size = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var line = new ArrayBlockingQueue<Runnable>(LONGEST_LINE);
        threads = new ThreadPoolExecutor(
                size,
                size,
                30,
                TimeUnit.SECONDS,
                line,
                Thread.ofPlatform().name("password-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    String hash(String password) {
        return await(() -> Argon2id.hash(password));
    }

    /// Whether the password is the one of this hash.
    ///
    /// @param stillAllowed asked when the attempt's turn comes; throws a [Rejection] to leave the line
    boolean matches(String phc, String password, Runnable stillAllowed) {
        return await(() -> {
            stillAllowed.run();
            return Argon2id.matches(phc, password);
        });
    }

    /// Takes as long as [#matches] and finds nothing.
    void matchesNobody(String password, Runnable stillAllowed) {
        matches(NOBODYS, password, stillAllowed);
    }

    /// Waits for its turn, which costs a virtual thread nothing.
    private <T> T await(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (RejectedExecutionException e) {
            throw Rejection.unavailable(
                    "More people are signing in than Warren can check at once. Try again in a few seconds.");
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
