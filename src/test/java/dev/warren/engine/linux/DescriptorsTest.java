package dev.warren.engine.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DescriptorsTest {

    @Test
    void a_wake_before_the_wait_is_not_lost() {
        try (Descriptors descriptors = new Descriptors(pipe())) {
            descriptors.wake();
            descriptors.wake();
            assertTrue(descriptors.await());
        }
    }

    @Test
    void the_wait_ends_when_a_descriptor_is_readable() {
        int fd = pipe();
        try (Descriptors descriptors = new Descriptors(fd);
                Arena arena = Arena.ofConfined()) {
            Libc.write(fd, arena.allocateFrom(ValueLayout.JAVA_LONG, 1), 0, 8);
            assertTrue(descriptors.await());
            assertTrue(descriptors.await(), "until it has been read");
        }
    }

    @Test
    void a_wait_for_two_ends_with_either() {
        int own = pipe();
        int other = pipe();
        try (Descriptors descriptors = new Descriptors(own);
                Descriptors others = new Descriptors(other);
                Arena arena = Arena.ofConfined()) {
            others.wake();
            assertTrue(descriptors.await(others), "the others are woken");
            descriptors.wake();
            assertTrue(descriptors.await(others), "woken itself, and the first wake is over");
            Libc.write(other, arena.allocateFrom(ValueLayout.JAVA_LONG, 1), 0, 8);
            assertTrue(descriptors.await(others), "one of the others is readable");
        }
    }

    @Test
    void a_wait_for_two_ends_when_the_others_are_closed() throws Exception {
        try (Descriptors descriptors = new Descriptors(pipe());
                Descriptors others = new Descriptors(pipe())) {
            FutureTask<Boolean> wait = new FutureTask<>(() -> descriptors.await(others));
            Thread.ofPlatform().start(wait);
            // Doesn't return before nobody waits for them any more.
            others.close();
            descriptors.wake();
            assertTrue(wait.get());
            descriptors.wake();
            assertTrue(descriptors.await(others), "closed ones are left out");
        }
    }

    @Test
    void a_wait_for_two_says_that_its_own_are_closed() {
        Descriptors descriptors = new Descriptors(pipe());
        try (Descriptors others = new Descriptors(pipe())) {
            descriptors.close();
            assertFalse(descriptors.await(others));
        }
    }

    @Test
    void closed_descriptors_let_nobody_in() {
        Descriptors descriptors = new Descriptors(pipe());
        descriptors.close();
        descriptors.close();
        descriptors.wake();
        assertFalse(descriptors.enter());
        assertFalse(descriptors.await());
        assertTrue(descriptors.isClosed());
    }

    @Test
    void closing_waits_until_the_last_user_is_out() throws Exception {
        int fd = pipe();
        Descriptors descriptors = new Descriptors(fd);
        assertTrue(descriptors.enter());
        Thread closer = Thread.ofPlatform().start(descriptors::close);
        while (!descriptors.isClosed()) {
            Thread.onSpinWait();
        }
        assertTrue(Libc.fcntl(fd, Libc.F_GETFL, 0) >= 0, "still open");
        assertFalse(descriptors.enter());
        descriptors.exit();
        closer.join();
        assertEquals(-Errno.EBADF, Libc.fcntl(fd, Libc.F_GETFL, 0));
    }

    @Test
    void closing_under_a_waiting_thread_leaks_neither_descriptor_nor_thread() throws Exception {
        cycle();
        long before = eventfds();
        for (int i = 0; i < 1000; i++) {
            cycle();
        }
        assertTrue(eventfds() - before < 100, "others in this process may open some");
    }

    private static void cycle() throws Exception {
        Descriptors descriptors = new Descriptors(pipe());
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Boolean> waits = new FutureTask<>(() -> {
            started.countDown();
            return descriptors.await();
        });
        Thread thread = Thread.ofPlatform().start(waits);
        started.await();
        descriptors.close();
        assertFalse(waits.get());
        thread.join();
    }

    /// Something that becomes readable when it is written to.
    private static int pipe() {
        return Libc.eventfd(0, Libc.EFD_NONBLOCK | Libc.EFD_CLOEXEC);
    }

    private static long eventfds() throws IOException {
        try (var fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.filter(DescriptorsTest::isEventfd).count();
        }
    }

    private static boolean isEventfd(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString().contains("eventfd");
        } catch (IOException e) {
            return false;
        }
    }
}
