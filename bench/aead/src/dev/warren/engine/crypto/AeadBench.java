package dev.warren.engine.crypto;

import dev.warren.bench.CpuTime;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One packet, from native memory to native memory, as the data path has it.
@State(Scope.Thread)
public class AeadBench {
    @Param({"libcrypto", "vector", "conscrypt", "sunjce"})
    public String provider;

    @Param({"64", "256", "512", "1420"})
    public int length;

    private final MemorySegment slab = Arena.global().allocate(2048, 64);
    private final MemorySegment sealed = Arena.global().allocate(2048, 64);
    private final AeadKey key = AeadKey.of(new byte[32]);
    private Aead aead;
    private long counter = 1;

    @Setup
    public void sealOne() {
        aead = Candidates.aead(provider);
        if (!AeadSelfTest.passes(aead)) {
            throw new IllegalStateException(provider + " computes wrong results");
        }
        aead.seal(key, 0, sealed, 0, length);
    }

    @Benchmark
    public boolean seal(CpuTime time) {
        time.operation();
        return aead.seal(key, counter++, slab, 0, length);
    }

    /// With a copy of what is to be opened, some 20 ns at most.
    @Benchmark
    public boolean open(CpuTime time) {
        time.operation();
        MemorySegment.copy(sealed, 0, slab, 0, length + Aead.TAG);
        if (!aead.open(key, 0, slab, 0, length + Aead.TAG)) {
            throw new IllegalStateException("Not authentic");
        }
        return true;
    }
}
