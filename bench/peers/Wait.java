import java.io.IOException;

/// Waits for what other processes do.
final class Wait {
    private Wait() {}

    interface Condition {
        boolean holds() throws IOException;
    }

    static void until(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited a minute for " + what);
            }
            Thread.sleep(10);
        }
    }

    static void seconds(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1000));
    }
}
