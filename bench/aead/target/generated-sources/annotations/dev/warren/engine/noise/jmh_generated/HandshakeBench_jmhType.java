package dev.warren.engine.noise.jmh_generated;
public class HandshakeBench_jmhType extends HandshakeBench_jmhType_B3 {
}

