package dev.warren.accounts;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;

/// Whom credentials were found to belong to.
///
/// @param until when this ends to be so by itself
record Proof(SecurityIdentity identity, Instant until) {}
