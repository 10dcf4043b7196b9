package dev.warren.accounts;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the users' pages know of peers: accounts don't depend on them, so whoever keeps peers tells.
public interface OwnedPeers {

    /// A peer by what a person calls it.
    record Peer(UUID id, String name) {}

    /// How many peers each user has who has any.
    Map<UUID, Integer> counts();

    /// The same of one user in HQL, to sort users by.
    ///
    /// @param user what stands for the user's id
    String countOf(String user);

    /// The peers of a user, by name.
    List<Peer> of(UUID userId);
}
