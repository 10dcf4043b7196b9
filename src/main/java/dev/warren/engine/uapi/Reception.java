package dev.warren.engine.uapi;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Takes connections until its socket is closed. One that can't be taken, because the process or the machine has no
/// descriptor left, is no reason to take no more: it waits a little and tries again, ever less often.
final class Reception {
    /// Where connections come from.
    interface Door {
        /// @throws ClosedChannelException when no more will come
        SocketChannel accept() throws IOException;
    }

    /// How it waits.
    interface Pause {
        /// @return false if there is nothing to wait for any more
        boolean sleep(long nanos) throws InterruptedException;
    }

    static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final System.Logger LOG = System.getLogger(Reception.class.getName());

    private final String name;
    private final Door door;
    private final Consumer<SocketChannel> guests;
    private final Pause pause;

    /// @param name of the socket, for the log
    Reception(String name, Door door, Consumer<SocketChannel> guests, Pause pause) {
        this.name = name;
        this.door = door;
        this.guests = guests;
        this.pause = pause;
    }

    void run() {
        long wait = FIRST_PAUSE;
        try {
            while (true) {
                try {
                    guests.accept(door.accept());
                    wait = FIRST_PAUSE;
                } catch (ClosedChannelException e) {
                    // closed: the usual end
                    return;
                } catch (IOException e) {
                    if (wait == FIRST_PAUSE) {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "{0} can''t be connected to for now: {1}",
                                name,
                                e.getMessage());
                    }
                    if (!pause.sleep(wait)) {
                        return;
                    }
                    wait = Math.min(2 * wait, LONGEST_PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
