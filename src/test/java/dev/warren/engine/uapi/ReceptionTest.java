package dev.warren.engine.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A socket that goes on although some of its connections couldn't be taken.
class ReceptionTest {
    private static final long MILLISECOND = 1_000_000;

    private final ArrayDeque<IOException> failures = new ArrayDeque<>();
    private final List<Long> pauses = new ArrayList<>();
    private final List<SocketChannel> guests = new ArrayList<>();
    private int calls;

    /// Fails as scripted, then lets one in, and so on; closed when the script is at its end.
    private SocketChannel accept() throws IOException {
        calls++;
        if (failures.isEmpty()) {
            throw new AsynchronousCloseException();
        }
        IOException failure = failures.poll();
        if (failure != null && !failure.getMessage().equals("none")) {
            throw failure;
        }
        return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    private void script(String... words) {
        for (String word : words) {
            failures.add(new IOException(word));
        }
    }

    private void run() throws IOException {
        new Reception("wg0.sock", this::accept, guests::add, nanos -> {
                    pauses.add(nanos / MILLISECOND);
                    return true;
                })
                .run();
        for (SocketChannel guest : guests) {
            guest.close();
        }
    }

    @Test
    void the_end_of_the_socket_is_the_end_of_it() throws IOException {
        run();
        assertEquals(1, calls);
        assertEquals(List.of(), pauses);
    }

    @Test
    void it_goes_on_when_there_was_no_descriptor_left() throws IOException {
        script("Too many open files", "Too many open files", "none", "none");
        run();
        assertEquals(2, guests.size());
        assertEquals(List.of(10L, 20L), pauses);
    }

    @Test
    void it_tries_ever_less_often_and_as_often_as_at_first_after_a_success() throws IOException {
        for (int i = 0; i < 9; i++) {
            script("Too many open files in system");
        }
        script("none", "Too many open files in system");
        run();
        assertEquals(List.of(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L, 10L), pauses);
    }

    @Test
    void it_does_not_wait_beyond_the_end() {
        script("Too many open files", "none");
        new Reception("wg0.sock", this::accept, guests::add, nanos -> false).run();
        assertEquals(1, calls);
        assertEquals(List.of(), guests);
    }
}
