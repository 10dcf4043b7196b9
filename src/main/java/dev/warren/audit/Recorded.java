package dev.warren.audit;

/// Said inside the transaction that writes a line of the audit log: that something was done.
///
/// @param action a past participle with its object's type: `peer.created`
/// @param by the name of whoever did it
public record Recorded(String action, Subject subject, String by) {}
