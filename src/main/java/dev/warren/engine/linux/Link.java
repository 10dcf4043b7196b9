package dev.warren.engine.linux;

/// A network interface as it was when the kernel told of it.
///
/// @param index the number by which the kernel knows it for as long as it exists
/// @param mtu bytes
public record Link(int index, String name, boolean up, int mtu) {}
