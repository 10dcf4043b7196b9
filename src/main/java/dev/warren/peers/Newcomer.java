package dev.warren.peers;

import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import org.jspecify.annotations.Nullable;

/// A peer that another server has had, with the keys that its client goes on using.
///
/// @param form         with its public key
/// @param privateKey   null if nobody but the client has it
/// @param presharedKey null for none
public record Newcomer(
        PeerForm form,
        @Nullable PrivateKey privateKey,
        @Nullable PresharedKey presharedKey) {}
