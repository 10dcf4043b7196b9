package dev.warren.engine.conn;

import java.util.List;

/// A port that datagrams leave from and arrive at.
///
/// One thread receives and waits in each lane; any number send, each with its own batch. Nothing here throws or
/// blocks because of the network, but for [Lane#await()], and [#close] may be called at any time by any thread.
public interface Bind extends Lane, AutoCloseable {

    /// The UDP port, 1 … 65,535, in both families.
    int port();

    /// All lanes in which datagrams arrive, this bind itself being the first. Each needs a thread.
    default List<Lane> lanes() {
        return List.of(this);
    }

    /// Sends every run of the batch, in order for each endpoint, and leaves the batch as it is.
    ///
    /// What could not be sent is counted under its reason and forgotten.
    ///
    /// @return how many datagrams the network took
    int send(SendBatch batch);

    /// Sets the routing mark (`SO_MARK`) of everything sent from now on; 0 clears it.
    ///
    /// @throws dev.warren.engine.linux.ErrnoException when the kernel refuses
    void setMark(int mark);

    /// Index of the device or VRF that everything is sent through, 0 for whichever routing chooses.
    default int device() {
        return 0;
    }

    /// How often that has happened since the bind was opened.
    long count(BindEvent event);

    /// Releases the port before it returns; a waiting thread wakes. Closing twice is allowed.
    @Override
    void close();
}
