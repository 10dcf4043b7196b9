package dev.warren.peers;

import dev.warren.web.Rejection;
import java.util.List;

/// Something that is done to one peer or to many, in the transaction that holds their rows locked.
interface PeerVerb {

    /// What becomes of a peer, for the audit log.
    enum Effect {
        /// Its settings stay as they are.
        NONE,
        /// Its settings are others.
        CHANGED,
        /// It is no more.
        GONE
    }

    /// What the audit log calls it: `peer.disabled`.
    String action();

    Effect effect();

    /// Changes one peer; nothing is written yet.
    ///
    /// @throws Rejection if this peer can't be changed so, and then it is as it was
    void change(Peer peer);

    /// Tells engine and memory, once the rows are written. Each of `peers` has been changed by this verb.
    void tell(List<Peer> peers);
}
