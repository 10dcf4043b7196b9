package dev.warren.engine.crypto.jmh_generated;
public class AeadBench_jmhType extends AeadBench_jmhType_B3 {
}

