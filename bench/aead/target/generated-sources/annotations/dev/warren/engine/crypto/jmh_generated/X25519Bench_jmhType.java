package dev.warren.engine.crypto.jmh_generated;
public class X25519Bench_jmhType extends X25519Bench_jmhType_B3 {
}

