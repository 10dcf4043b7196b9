package dev.warren.engine.conn;

import static dev.warren.engine.linux.Errno.EAGAIN;
import static dev.warren.engine.linux.Errno.EINTR;

import dev.warren.engine.linux.Libc;
import dev.warren.engine.linux.Msghdr;
import java.util.List;

/// Receives from the sockets in turn; for one thread.
final class UdpReceiver {

    /// How many batches a socket may fill before another one is asked first.
    private static final int TURN = 8;

    private final List<UdpSocket> sockets;
    private final BindCounters counters;

    private int next;
    private int batches;

    UdpReceiver(List<UdpSocket> sockets, BindCounters counters) {
        this.sockets = sockets;
        this.counters = counters;
    }

    /// Fills the batch from one socket.
    ///
    /// @return how many messages it holds, 0 when none waits
    int receive(ReceiveBatch batch) {
        for (int asked = 0; asked < sockets.size(); asked++) {
            if (receive(sockets.get(next), batch)) {
                // A socket that has something is likely to have more, but may not starve the other.
                if (++batches == TURN) {
                    pass();
                }
                return batch.count();
            }
            pass();
        }
        batch.clear();
        return 0;
    }

    /// @return false when nothing waits
    private boolean receive(UdpSocket socket, ReceiveBatch batch) {
        ReceiveHeaders headers = batch.headers();
        int result;
        do {
            result = Libc.recvmmsg(socket.fd, headers.segment(), 0, batch.capacity(), Msghdr.MSG_DONTWAIT);
        } while (result == -EINTR);
        if (result <= 0) {
            if (result != -EAGAIN) {
                counters.add(BindEvent.RECEIVE_FAILED, 1);
            }
            return false;
        }
        int truncated = batch.accept(result);
        headers.prepare(result);
        if (truncated > 0) {
            counters.add(BindEvent.RECEIVE_TRUNCATED, truncated);
        }
        int dropped = headers.dropped();
        if (dropped != 0 && dropped != socket.dropped) {
            counters.add(BindEvent.RECEIVE_QUEUE_FULL, dropped - socket.dropped);
            socket.dropped = dropped;
        }
        return batch.count() > 0;
    }

    private void pass() {
        next = (next + 1) % sockets.size();
        batches = 0;
    }
}
