package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.audit.Freshness;
import dev.warren.audit.Recorded;
import dev.warren.audit.Subject;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentProofsTest {

    private static final Instant START = new ManualClock().instant();
    private static final RecentProofs.Key KEY =
            RecentProofs.Key.of("basic", TestVisitors.at("192.0.2.1"), "anna:a password");

    private final ManualClock clock = new ManualClock();
    private final RecentProofs proofs = new RecentProofs(clock);

    @Test
    void what_was_proved_is_known_for_a_second() {
        var proof = proofs.prove(KEY, () -> proof(Instant.MAX));

        clock.advance(Freshness.KEPT.minusMillis(1));
        assertEquals(Optional.of(proof), proofs.find(KEY));

        clock.advance(Duration.ofMillis(1));
        assertTrue(proofs.find(KEY).isEmpty());
    }

    @Test
    void it_is_known_no_longer_than_it_holds() {
        proofs.prove(KEY, () -> proof(START.plusMillis(100)));

        clock.advance(Duration.ofMillis(100));

        assertTrue(proofs.find(KEY).isEmpty());
    }

    @Test
    void a_change_of_a_user_or_token_ends_it() {
        for (var type : new String[] {"user", "token"}) {
            proofs.prove(KEY, () -> proof(Instant.MAX));

            proofs.changed(new Recorded(type + ".changed", new Subject(type, "1", "anna"), "root"));

            assertTrue(proofs.find(KEY).isEmpty());
        }
    }

    @Test
    void a_change_of_a_peer_does_not() {
        proofs.prove(KEY, () -> proof(Instant.MAX));

        proofs.changed(new Recorded("peer.changed", new Subject("peer", "1", "phone"), "anna"));

        assertTrue(proofs.find(KEY).isPresent());
    }

    @Test
    void a_change_while_it_is_proved_counts_as_later() {
        proofs.prove(KEY, () -> {
            proofs.changed(new Recorded("user.deleted", new Subject("user", "1", "anna"), "root"));
            return proof(Instant.MAX);
        });

        assertTrue(proofs.find(KEY).isEmpty());
    }

    @Test
    void another_password_address_or_scheme_is_another_claim() {
        proofs.prove(KEY, () -> proof(Instant.MAX));

        assertTrue(proofs.find(RecentProofs.Key.of("basic", TestVisitors.at("192.0.2.1"), "anna:another"))
                .isEmpty());
        assertTrue(proofs.find(RecentProofs.Key.of("basic", TestVisitors.at("192.0.2.2"), "anna:a password"))
                .isEmpty());
        assertTrue(proofs.find(RecentProofs.Key.of("token", TestVisitors.at("192.0.2.1"), "anna:a password"))
                .isEmpty());
    }

    private static Proof proof(Instant until) {
        return new Proof(
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("anna"))
                        .build(),
                until);
    }
}
