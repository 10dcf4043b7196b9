package dev.warren.peers;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.IntConsumer;

/// Runs what must only happen once it is known how the present transaction ends.
final class AfterCommit {

    private AfterCommit() {}

    static void run(TransactionSynchronizationRegistry transactions, Runnable action) {
        register(transactions, status -> {
            if (status == Status.STATUS_COMMITTED) {
                action.run();
            }
        });
    }

    /// Runs `action` if the transaction is not committed.
    static void orElse(TransactionSynchronizationRegistry transactions, Runnable action) {
        register(transactions, status -> {
            if (status != Status.STATUS_COMMITTED) {
                action.run();
            }
        });
    }

    private static void register(TransactionSynchronizationRegistry transactions, IntConsumer ended) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                ended.accept(status);
            }
        });
    }
}
