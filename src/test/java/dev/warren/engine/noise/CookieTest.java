package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// mac1, mac2 and cookies between a responder under load and an initiator.
class CookieTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int LENGTH = Protocol.INITIATION_LENGTH;
    private static final byte[] SOURCE = {(byte) 192, 0, 2, 1, (byte) 0xca, 0x6c};

    private final Random random = new Random(6);
    private final StaticIdentity responder = new StaticIdentity(PrivateKey.generate(random));
    private final CookieChecker checker = new CookieChecker(responder, random);
    private final CookieJar jar = new CookieJar(responder.publicKey());

    @Test
    void without_a_cookie_mac1_is_right_and_mac2_is_zero() {
        byte[] message = stamped(0);
        assertTrue(checker.mac1(message, LENGTH));
        assertFalse(checker.mac2(message, LENGTH, SOURCE, 0));
        assertArrayEquals(new byte[16], Arrays.copyOfRange(message, LENGTH - 16, LENGTH));
    }

    @Test
    void mac1_covers_every_byte_before_it_and_mac2_mac1_too() {
        exchangeCookie(0);
        byte[] message = stamped(0);
        assertTrue(checker.mac2(message, LENGTH, SOURCE, 0));
        for (int i = 0; i < LENGTH; i++) {
            byte[] changed = message.clone();
            changed[i] ^= 0x10;
            assertEquals(i >= LENGTH - 16, checker.mac1(changed, LENGTH), "mac1, byte " + i);
            assertFalse(checker.mac2(changed, LENGTH, SOURCE, 0), "mac2, byte " + i);
        }
    }

    @Test
    void responses_are_stamped_and_checked_alike() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        random.nextBytes(response);
        jar.stamp(response, response.length, 0);
        assertTrue(checker.mac1(response, response.length));
        byte[] reply = reply(response, 0);
        assertTrue(jar.take(reply, 0));
        jar.stamp(response, response.length, 0);
        assertTrue(checker.mac2(response, response.length, SOURCE, 0));
    }

    @Test
    void a_cookie_is_good_for_one_address_and_port_only() {
        exchangeCookie(0);
        byte[] message = stamped(0);
        for (int i = 0; i < SOURCE.length; i++) {
            byte[] elsewhere = SOURCE.clone();
            elsewhere[i] ^= 1;
            assertFalse(checker.mac2(message, LENGTH, elsewhere, 0), "byte " + i);
        }
        assertFalse(checker.mac2(message, LENGTH, new byte[18], 0));
    }

    @Test
    void mac1_for_somebody_else_is_wrong() {
        StaticIdentity other = new StaticIdentity(PrivateKey.generate(random));
        assertFalse(new CookieChecker(other, random).mac1(stamped(0), LENGTH));
    }

    @Test
    void the_responders_secret_lives_for_120_seconds() {
        exchangeCookie(0);
        byte[] message = stamped(1);
        assertTrue(checker.mac2(message, LENGTH, SOURCE, 120 * SECOND - 1));
        assertFalse(checker.mac2(message, LENGTH, SOURCE, 120 * SECOND));
        reply(message, 120 * SECOND);
        assertFalse(checker.mac2(message, LENGTH, SOURCE, 120 * SECOND), "the secret is another one now");
    }

    @Test
    void before_the_first_cookie_no_mac2_is_right() {
        byte[] message = stamped(0);
        assertFalse(checker.mac2(message, LENGTH, SOURCE, 0));
        assertFalse(checker.mac2(message, LENGTH, SOURCE, Long.MIN_VALUE));
    }

    @Test
    void the_initiator_uses_a_cookie_for_115_seconds() {
        exchangeCookie(7 * SECOND);
        assertTrue(checker.mac2(stamped(122 * SECOND - 1), LENGTH, SOURCE, 122 * SECOND - 1));
        byte[] late = stamped(122 * SECOND);
        assertArrayEquals(new byte[16], Arrays.copyOfRange(late, LENGTH - 16, LENGTH));
    }

    @Test
    void a_reply_counts_only_once_and_only_for_the_message_stamped_last() {
        byte[] earlier = stamped(0);
        byte[] reply = reply(earlier, 0);
        stamped(0);
        assertFalse(jar.take(reply, 0), "another message has been stamped since");
        byte[] latest = stamped(0);
        byte[] answer = reply(latest, 0);
        assertTrue(jar.take(answer, 0));
        assertFalse(jar.take(answer, 0), "it has been answered");
    }

    @Test
    void a_reply_to_nothing_is_not_taken() {
        assertFalse(jar.take(reply(stampedBySomebodyElse(), 0), 0));
    }

    @Test
    void a_changed_reply_is_not_taken() {
        byte[] reply = reply(stamped(0), 0);
        for (int i = 0; i < reply.length; i++) {
            if (i >= Message.COOKIE_RECEIVER && i < Message.COOKIE_NONCE) {
                continue; // finds the peer, and isn't authenticated
            }
            byte[] changed = reply.clone();
            changed[i] ^= 1;
            assertFalse(jar.take(changed, 0), "byte " + i);
        }
        assertFalse(jar.take(Arrays.copyOf(reply, 63), 0));
        assertFalse(jar.take(Arrays.copyOf(reply, 65), 0));
        assertTrue(jar.take(reply, 0), "and the true one still is");
    }

    @Test
    void a_reply_is_addressed_to_the_sender_and_shorter_than_what_it_answers() {
        byte[] out = new byte[Protocol.COOKIE_REPLY_LENGTH];
        byte[] message = stamped(0);
        checker.reply(message, LENGTH, 0xfeedbeef, SOURCE, 0, out);
        assertEquals(Protocol.COOKIE_REPLY, Message.type(out));
        assertEquals(0xfeedbeef, Message.cookieReceiver(out));
        assertTrue(out.length < Protocol.RESPONSE_LENGTH);
    }

    @Test
    void two_replies_never_have_the_same_nonce() {
        byte[] message = stamped(0);
        byte[] one = reply(message, 0);
        byte[] other = reply(message, 0);
        assertFalse(Arrays.equals(one, 8, 32, other, 8, 32));
    }

    @Test
    void a_cleared_jar_has_no_cookie() {
        exchangeCookie(0);
        jar.clear();
        byte[] message = stamped(0);
        assertFalse(checker.mac2(message, LENGTH, SOURCE, 0));
        jar.clear();
        assertFalse(jar.take(reply(message, 0), 0));
    }

    private void exchangeCookie(long now) {
        assertTrue(jar.take(reply(stamped(now), now), now));
    }

    private byte[] reply(byte[] message, long now) {
        byte[] reply = new byte[Protocol.COOKIE_REPLY_LENGTH];
        checker.reply(message, message.length, Message.sender(message), SOURCE, now, reply);
        return reply;
    }

    private byte[] stamped(long now) {
        byte[] message = new byte[LENGTH];
        random.nextBytes(message);
        jar.stamp(message, LENGTH, now);
        return message;
    }

    private byte[] stampedBySomebodyElse() {
        byte[] message = new byte[LENGTH];
        new CookieJar(responder.publicKey()).stamp(message, LENGTH, 0);
        return message;
    }
}
