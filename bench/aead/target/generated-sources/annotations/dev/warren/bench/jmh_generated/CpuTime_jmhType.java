package dev.warren.bench.jmh_generated;
public class CpuTime_jmhType extends CpuTime_jmhType_B3 {
}

