package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.warren.engine.crypto.AeadKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeypairsTest {
    private final Keypairs keypairs = new Keypairs();

    @Test
    void the_initiators_new_key_pair_is_the_current_one_at_once() {
        Keypair first = initiated();
        Keypair second = initiated();
        Keypair third = initiated();
        assertEquals(List.of(), keypairs.add(first));
        assertHolds(null, first, null);
        assertEquals(List.of(), keypairs.add(second));
        assertHolds(first, second, null);
        assertEquals(List.of(first), keypairs.add(third));
        assertHolds(second, third, null);
    }

    @Test
    void the_responders_new_key_pair_waits_for_the_initiator() {
        Keypair first = responded();
        assertEquals(List.of(), keypairs.add(first));
        assertHolds(null, null, first);
        assertEquals(List.of(), keypairs.confirm(first));
        assertHolds(null, first, null);

        Keypair second = responded();
        assertEquals(List.of(), keypairs.add(second));
        assertHolds(null, first, second);
        assertEquals(List.of(), keypairs.confirm(second));
        assertHolds(first, second, null);
    }

    @Test
    void only_the_next_one_is_confirmed() {
        Keypair current = initiated();
        Keypair next = responded();
        keypairs.add(current);
        keypairs.add(next);
        assertEquals(List.of(), keypairs.confirm(current));
        assertHolds(null, current, next);
    }

    @Test
    void an_unconfirmed_key_pair_gives_way_to_a_newer_one() {
        Keypair current = initiated();
        Keypair forgotten = responded();
        Keypair next = responded();
        keypairs.add(current);
        keypairs.add(forgotten);
        assertEquals(List.of(forgotten), keypairs.add(next));
        assertHolds(null, current, next);
    }

    @Test
    void a_key_pair_made_as_responder_ends_the_previous_one() {
        Keypair previous = initiated();
        Keypair current = initiated();
        Keypair next = responded();
        keypairs.add(previous);
        keypairs.add(current);
        assertEquals(List.of(previous), keypairs.add(next));
        assertHolds(null, current, next);
    }

    @Test
    void one_that_waits_becomes_the_previous_one_when_we_initiate() {
        Keypair current = initiated();
        Keypair next = responded();
        Keypair newest = initiated();
        keypairs.add(current);
        keypairs.add(next);
        assertEquals(List.of(current), keypairs.add(newest));
        assertHolds(next, newest, null);
    }

    @Test
    void clearing_gives_back_all_there_are() {
        Keypair previous = initiated();
        Keypair current = initiated();
        keypairs.add(previous);
        keypairs.add(current);
        assertEquals(List.of(previous, current), keypairs.clear());
        assertHolds(null, null, null);
        assertEquals(List.of(), keypairs.clear());
    }

    @Test
    void none_is_sent_with_after_a_change_of_our_own_key() {
        Keypair current = initiated();
        Keypair next = responded();
        keypairs.add(current);
        keypairs.add(next);
        keypairs.stopSending();
        assertFalse(current.sendable(0));
        assertFalse(next.sendable(0));
        assertHolds(null, current, next);
    }

    private void assertHolds(Keypair previous, Keypair current, Keypair next) {
        assertSame(previous, keypairs.previous());
        assertSame(current, keypairs.current());
        assertSame(next, keypairs.next());
    }

    private static Keypair initiated() {
        return keypair(true);
    }

    private static Keypair responded() {
        return keypair(false);
    }

    private static Keypair keypair(boolean initiator) {
        return new Keypair(1, 2, initiator, 0, AeadKey.of(new byte[32]), AeadKey.of(new byte[32]));
    }
}
