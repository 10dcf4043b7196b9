package dev.warren.engine.conn;

import dev.warren.engine.linux.Descriptors;

/// One of the ways in which datagrams arrive at a port, for one thread, which receives and waits.
///
/// A sender's datagrams all arrive in the same lane as long as it doesn't move.
public interface Lane {

    /// Replaces the batch's content by what has arrived.
    ///
    /// @return the number of messages, 0 when nothing waits or the lane is closed
    int receive(ReceiveBatch batch);

    /// Waits until something has arrived or [#wake] is called, before or meanwhile.
    ///
    /// @return false when the lane is closed
    boolean await();

    /// As [#await], but also ends when one of the `others` is readable, woken or closed.
    ///
    /// @return false when the lane is closed
    boolean await(Descriptors others);

    /// Ends the wait of the receiving thread, or its next one.
    void wake();
}
