package dev.warren.engine.conn;

import java.util.Locale;

/// What a bind counts because it is not what everybody wants.
public enum BindEvent {

    // Runs or datagrams that were sent nevertheless, another way.

    /// The sticky source address or its interface has gone; sent from the address that routing chooses.
    SOURCE_REFUSED,
    /// A run's datagrams don't fit the path's MTU; sent one by one, so that the kernel fragments them.
    SEGMENT_TOO_LARGE,
    /// The network device can't take runs; sent one by one, as everything later in this family.
    OFFLOAD_REFUSED,

    // Datagrams that were not sent.

    /// A socket's or a device's queue is full.
    SEND_QUEUE_FULL,
    /// A datagram too large for any path.
    SEND_TOO_LARGE,
    /// No route, no neighbour, or the network is down.
    SEND_UNREACHABLE,
    /// A firewall or a policy forbids it.
    SEND_FORBIDDEN,
    /// An endpoint of an address family that this machine doesn't have.
    SEND_NO_SOCKET,
    /// Any other refusal.
    SEND_FAILED,

    // Datagrams that did not arrive.

    /// The socket's queue was full because nobody received fast enough.
    RECEIVE_QUEUE_FULL,
    /// Larger than a slot, or its control messages were.
    RECEIVE_TRUNCATED,
    /// The kernel reported an error instead of a datagram.
    RECEIVE_FAILED;

    /// The name in snapshots and metrics: `send_queue_full`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
