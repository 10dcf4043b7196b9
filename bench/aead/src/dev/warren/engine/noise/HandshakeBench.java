package dev.warren.engine.noise;

import dev.warren.bench.CpuTime;
import dev.warren.engine.key.PrivateKey;
import java.time.Instant;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Whole handshakes with the default X25519, messages stamped and checked.
@State(Scope.Thread)
public class HandshakeBench {
    private final StaticIdentity alice = new StaticIdentity(PrivateKey.generate());
    private final StaticIdentity bob = new StaticIdentity(PrivateKey.generate());
    private final Handshake initiator = new Handshake(alice, bob.publicKey(), null);
    private final Handshake responder = new Handshake(bob, alice.publicKey(), null);
    private final CookieJar toBob = new CookieJar(bob.publicKey());
    private final CookieJar toAlice = new CookieJar(alice.publicKey());
    private final CookieChecker atBob = new CookieChecker(bob);
    private final CookieChecker atAlice = new CookieChecker(alice);
    private final Tai64n timestamp = Tai64n.of(Instant.now());
    private final byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
    private final byte[] response = new byte[Protocol.RESPONSE_LENGTH];
    private long now;

    public HandshakeBench() {
        initiator.initiate(1, timestamp, initiation);
        toBob.stamp(initiation, initiation.length, 0);
    }

    /// What one initiation costs the responder.
    @Benchmark
    public Keypair answer(CpuTime time) {
        time.operation();
        return answer(initiation);
    }

    /// Both sides, one after the other.
    @Benchmark
    public Keypair initiateAnswerComplete(CpuTime time) {
        time.operation();
        initiator.initiate(1, timestamp, initiation);
        toBob.stamp(initiation, initiation.length, now);
        answer(initiation);
        if (!atAlice.mac1(response, response.length)) {
            throw new IllegalStateException("mac1");
        }
        return initiator.complete(response, now);
    }

    /// What a flood of initiations with a wrong mac1 costs, each.
    @Benchmark
    public boolean refuseMac1(CpuTime time) {
        time.operation();
        return atBob.mac1(response, response.length);
    }

    private Keypair answer(byte[] message) {
        now += Protocol.INITIATION_INTERVAL;
        responder.forgetTimestamp();
        if (!atBob.mac1(message, message.length)) {
            throw new IllegalStateException("mac1");
        }
        Outcome outcome = responder.accept(Initiation.open(bob, message), now);
        if (outcome != Outcome.ACCEPTED) {
            throw new IllegalStateException(outcome.name());
        }
        Keypair keypair = responder.respond(2, now, response);
        toAlice.stamp(response, response.length, now);
        return keypair;
    }
}
