package dev.warren.peers;

/// A peer has used up its quota; told once in a period.
///
/// @param used bytes that count
public record QuotaReached(Member member, long used) {}
