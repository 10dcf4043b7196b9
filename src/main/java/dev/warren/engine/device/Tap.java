package dev.warren.engine.device;

import java.lang.foreign.MemorySegment;

/// Sees one peer's packets as they are inside the tunnel. It is called on the data path and has to return at once;
/// the memory is the packet's only until then.
public interface Tap {
    /// A packet came from the peer, and is allowed to.
    void received(MemorySegment memory, long offset, int length);

    /// A packet goes to the peer.
    void sent(MemorySegment memory, long offset, int length);

    /// The peer was removed: nothing will come or go any more.
    void removed();
}
