package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Bind;
import java.net.InetAddress;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TunDutyTest {
    private static final long SECOND = 1_000_000_000;

    private final TunDuty duty = new TunDuty(2);
    private final Network network = new Network();
    private final Bind first = bind(1);
    private final Bind second = bind(2);

    @Test
    void nobody_borrows_before_anybody_receives() {
        duty.lendIfCalm(SECOND);
        assertFalse(duty.isLentTo(first));
        duty.awaitReturn();
    }

    @Test
    void a_calm_duty_is_lent_to_the_thread_that_receives() {
        duty.enlist(first);
        duty.enlist(second);
        duty.lendIfCalm(SECOND);
        assertTrue(duty.isLentTo(second));
        assertFalse(duty.isLentTo(first));
    }

    @Test
    void two_busy_directions_need_two_threads() {
        lend();
        work(SECOND / 2, SECOND / 2);
        duty.giveBackIfBusy(first, 2 * SECOND);
        assertFalse(duty.isLentTo(first));
        work(SECOND, SECOND);
        duty.lendIfCalm(3 * SECOND);
        assertFalse(duty.isLentTo(first), "both are still busy");
        work(SECOND, SECOND / 20);
        duty.lendIfCalm(4 * SECOND);
        assertTrue(duty.isLentTo(first));
    }

    @Test
    void where_several_threads_can_send_one_busy_direction_is_reason_enough() {
        TunDuty many = new TunDuty(4);
        many.enlist(first);
        many.lendIfCalm(SECOND);
        many.sent(SECOND * 19 / 20);
        many.giveBackIfBusy(first, 2 * SECOND);
        assertFalse(many.isLentTo(first));
        many.sent(SECOND * 2 / 3);
        many.lendIfCalm(3 * SECOND);
        assertFalse(many.isLentTo(first), "one thread could, but would soon be too busy");
        many.sent(SECOND / 3);
        many.lendIfCalm(4 * SECOND);
        assertTrue(many.isLentTo(first));
    }

    @Test
    void one_busy_direction_needs_one_thread() {
        lend();
        work(SECOND * 9 / 10, SECOND / 10);
        duty.giveBackIfBusy(first, 2 * SECOND);
        assertTrue(duty.isLentTo(first));
    }

    @Test
    void a_thread_that_finds_time_to_wait_keeps_the_duty() {
        lend();
        work(SECOND / 3, SECOND / 3);
        duty.giveBackIfBusy(first, 2 * SECOND);
        assertTrue(duty.isLentTo(first));
    }

    @Test
    void one_processor_is_never_shared_by_two() {
        TunDuty alone = new TunDuty(1);
        alone.enlist(first);
        alone.lendIfCalm(SECOND);
        alone.received(SECOND / 2);
        alone.sent(SECOND / 2);
        alone.giveBackIfBusy(first, 2 * SECOND);
        assertTrue(alone.isLentTo(first));
    }

    @Test
    void the_end_of_the_borrower_returns_the_duty() throws Exception {
        lend();
        FutureTask<String> wait = new FutureTask<>(duty::awaitReturn, "returned");
        Thread.ofPlatform().start(wait);
        duty.retire(second);
        assertTrue(duty.isLentTo(first), "it was another one that ended");
        duty.retire(first);
        assertEquals("returned", wait.get());
        duty.lendIfCalm(9 * SECOND);
        assertFalse(duty.isLentTo(first), "it doesn't borrow any more");
    }

    private void lend() {
        duty.enlist(first);
        duty.lendIfCalm(SECOND);
        assertTrue(duty.isLentTo(first));
    }

    private void work(long inbound, long outbound) {
        duty.received(inbound);
        duty.sent(outbound);
    }

    private Bind bind(int port) {
        return new MemoryBind(network, InetAddress.ofLiteral("192.0.2.1"), port, 0);
    }
}
