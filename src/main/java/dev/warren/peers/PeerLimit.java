package dev.warren.peers;

import dev.warren.accounts.User;
import dev.warren.web.Rejection;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/// How many peers a user may make.
final class PeerLimit {

    private PeerLimit() {}

    /// Counts with the user's row locked, so that two who make their last peer at once don't both get it.
    ///
    /// @param limit how many peers this user may have
    /// @throws Rejection if they have as many
    static void require(UUID userId, int limit) {
        User.findById(userId, LockModeType.PESSIMISTIC_WRITE);
        if (Peer.count("ownerId", userId) >= limit) {
            throw Rejection.conflict(
                    limit == 0
                            ? "Your account may not make peers. Ask an administrator."
                            : "Your account may have %d peers, and has them. Delete one that you don't need."
                                    .formatted(limit));
        }
    }
}
