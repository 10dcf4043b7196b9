package dev.warren.engine.tun;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.MemorySegment;

/// A network interface of this machine whose packets the engine reads and writes: layer 3, one frame a call, never
/// blocking.
///
/// One thread reads, any number write, and any thread may [wake][#wake()] or [close][#close()]. Every frame begins
/// with a [VirtioNetHeader], in both directions, whether the interface offloads or not.
public interface Tun extends AutoCloseable {
    /// Bytes that the largest frame needs: the header and the largest IP packet.
    int MAX_FRAME = VirtioNetHeader.SIZE + 65_535;

    /// The interface's name as it was when it was opened.
    String name();

    /// The interface's index as it was when it was opened.
    int index();

    /// The largest packet in bytes that the interface carries. It changes while the interface is open, and the
    /// kernel is
    /// asked each time: read it when a link has changed, not for every packet.
    int mtu();

    /// Whether [#write] takes frames that join several TCP segments.
    boolean joinsTcp();

    /// Whether [#write] takes frames that join several UDP datagrams.
    boolean joinsUdp();

    /// Reads one frame into `buffer` at `offset`; at most `capacity` bytes, which should be [#MAX_FRAME].
    ///
    /// @return the frame's length with its header; 0 when no frame waits; a negated errno when it failed, `-EBADF`
    /// when closed
    int read(MemorySegment buffer, long offset, int capacity);

    /// Writes one frame, gathered from `count` entries of the `struct iovec` array `iov`; the first one is its
    /// header.
    ///
    /// @return 0, or a negated errno: `-EINVAL` when the kernel can't take such a frame, `-EIO` when the interface
    /// is
    /// down
    int write(MemorySegment iov, int count);

    /// Waits until a frame can be read or somebody calls [#wake()].
    ///
    /// @return false when the interface is closed or a read has found it deleted, true otherwise; also true now and
    /// then for no reason
    boolean await();

    /// What [#await] waits for, so that a thread may wait for it together with something else.
    Descriptors descriptors();

    /// Ends the current or, if there is none, the next [#await()].
    void wake();

    /// Removes the interface. Later calls do nothing, later reads and writes fail with `-EBADF`.
    @Override
    void close();
}
