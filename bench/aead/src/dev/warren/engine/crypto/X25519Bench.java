package dev.warren.engine.crypto;

import dev.warren.bench.CpuTime;
import java.util.Random;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The two things that a handshake asks of X25519.
@State(Scope.Thread)
public class X25519Bench {
    @Param({"libcrypto", "conscrypt", "bouncycastle", "sunec"})
    public String provider;

    private final Random random = new Random(1);
    private final byte[] shared = new byte[X25519.LENGTH];
    private X25519 x25519;
    private X25519.Scalar scalar;
    private byte[] point;

    @Setup
    public void generateKeys() {
        x25519 = Candidates.x25519(provider);
        scalar = x25519.generate(random);
        point = x25519.generate(random).publicPoint();
    }

    @Benchmark
    public boolean agree(CpuTime time) {
        time.operation();
        return scalar.multiply(point, shared);
    }

    @Benchmark
    public byte[] generate(CpuTime time) {
        time.operation();
        X25519.Scalar generated = x25519.generate(random);
        byte[] publicPoint = generated.publicPoint();
        generated.destroy();
        return publicPoint;
    }
}
