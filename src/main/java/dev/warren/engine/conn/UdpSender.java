package dev.warren.engine.conn;

import static dev.warren.engine.linux.Errno.EACCES;
import static dev.warren.engine.linux.Errno.EADDRNOTAVAIL;
import static dev.warren.engine.linux.Errno.EAGAIN;
import static dev.warren.engine.linux.Errno.EHOSTUNREACH;
import static dev.warren.engine.linux.Errno.EINTR;
import static dev.warren.engine.linux.Errno.EINVAL;
import static dev.warren.engine.linux.Errno.EIO;
import static dev.warren.engine.linux.Errno.EMSGSIZE;
import static dev.warren.engine.linux.Errno.ENETDOWN;
import static dev.warren.engine.linux.Errno.ENETUNREACH;
import static dev.warren.engine.linux.Errno.ENOBUFS;
import static dev.warren.engine.linux.Errno.ENODEV;
import static dev.warren.engine.linux.Errno.ENOMEM;
import static dev.warren.engine.linux.Errno.EPERM;

import dev.warren.engine.linux.Msghdr;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Sends batches through one socket and knows a way on for every refusal of the kernel.
///
/// 1. All runs leave in one `sendmmsg`; it ends before the first message that the kernel refuses.
/// 2. A source address that the kernel no longer takes is left out; the endpoint remembers.
/// 3. A run that is larger than the path's MTU, or that the device can't cut, goes as single datagrams; the endpoint or
///    the socket remembers.
/// 4. What is refused then is counted under its reason and dropped, and the next message has its turn.
final class UdpSender {

    private static final System.Logger LOG = System.getLogger(UdpSender.class.getName());

    /// How long an endpoint gets single datagrams: as long as the kernel remembers a path's MTU.
    private static final long SINGLY = TimeUnit.MINUTES.toNanos(10);

    private final UdpSocket socket;
    private final SystemCalls calls;
    private final Uplinks uplinks;
    private final BindCounters counters;
    private final LongSupplier clock;

    UdpSender(UdpSocket socket, SystemCalls calls, Uplinks uplinks, BindCounters counters, LongSupplier clock) {
        this.socket = socket;
        this.calls = calls;
        this.uplinks = uplinks;
        this.counters = counters;
        this.clock = clock;
    }

    /// Sends the batch's runs of this socket's family.
    ///
    /// @return how many datagrams the kernel took
    int send(SendBatch batch) {
        SendHeaders headers = batch.headers();
        int sent = 0;
        int filled = 0;
        for (int run = 0; run < batch.runs(); run++) {
            Endpoint endpoint = batch.endpoint(run);
            if (endpoint.v6 != socket.v6) {
                continue;
            }
            boolean whole = batch.segments(run) == 1 || takesRuns(endpoint);
            int slots = whole ? 1 : batch.segments(run);
            if (filled + slots > SendHeaders.SLOTS) {
                sent += flush(batch, headers, 0, filled);
                filled = 0;
            }
            if (whole) {
                headers.putRun(filled, batch, run, link(endpoint));
            } else {
                headers.putSingly(filled, batch, run, link(endpoint));
            }
            filled += slots;
        }
        return sent + flush(batch, headers, 0, filled);
    }

    private int link(Endpoint endpoint) {
        return endpoint.hasSource() && !endpoint.sourceRefused ? uplinks.interfaceFor(endpoint) : 0;
    }

    private boolean takesRuns(Endpoint endpoint) {
        if (!socket.segments) {
            return false;
        }
        // The clock is read only for the few endpoints that have refused once.
        return endpoint.singlyUntil == 0 || clock.getAsLong() - endpoint.singlyUntil >= 0;
    }

    private int flush(SendBatch batch, SendHeaders headers, int first, int end) {
        int sent = 0;
        int slot = first;
        while (slot < end) {
            int result = call(headers, slot, end - slot);
            if (result > 0) {
                for (int taken = 0; taken < result; taken++) {
                    sent += headers.datagrams(slot++);
                }
            } else if (result == -EAGAIN) {
                // The socket's own queue is full, so that it has no room for the rest either.
                while (slot < end) {
                    counters.add(BindEvent.SEND_QUEUE_FULL, headers.datagrams(slot++));
                }
            } else {
                sent += refused(batch, headers, slot++, -result);
            }
        }
        return sent;
    }

    /// Deals with a message that the kernel refused.
    ///
    /// @return how many of its datagrams were sent nevertheless
    private int refused(SendBatch batch, SendHeaders headers, int slot, int errno) {
        Endpoint endpoint = batch.endpoint(headers.run(slot));
        int datagrams = headers.datagrams(slot);
        int reason = errno;
        if (headers.hasSource(slot) && isOfSource(errno)) {
            headers.dropSource(slot, batch);
            int result = call(headers, slot, 1);
            if (result != -errno) {
                endpoint.sourceRefused = true;
                counters.add(BindEvent.SOURCE_REFUSED, 1);
            }
            if (result > 0) {
                return datagrams;
            }
            reason = -result;
        }
        if (datagrams > 1 && isOfRun(reason)) {
            remember(endpoint, reason);
            headers.putSingly(SendHeaders.SLOTS, batch, headers.run(slot), link(endpoint));
            return flush(batch, headers, SendHeaders.SLOTS, SendHeaders.SLOTS + datagrams);
        }
        counters.add(lost(reason), datagrams);
        return 0;
    }

    private int call(SendHeaders headers, int slot, int count) {
        int result;
        do {
            result = calls.sendmmsg(socket.fd, headers.segment(), slot, count, Msghdr.MSG_DONTWAIT);
        } while (result == -EINTR);
        return result;
    }

    private void remember(Endpoint endpoint, int errno) {
        if (errno == EMSGSIZE) {
            counters.add(BindEvent.SEGMENT_TOO_LARGE, 1);
        } else {
            counters.add(BindEvent.OFFLOAD_REFUSED, 1);
        }
        if (errno == EIO) {
            // About the device's checksums; asking it again would cost a call for every run.
            socket.segments = false;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A network device refuses UDP segmentation; {0} datagrams now leave one by one.",
                    socket.v6 ? "IPv6" : "IPv4");
        } else {
            endpoint.singlyUntil = clock.getAsLong() + SINGLY;
        }
    }

    /// May another source address help? Routing looks up a route for the source and its interface.
    private static boolean isOfSource(int errno) {
        return switch (errno) {
            case EINVAL, EADDRNOTAVAIL, ENODEV, ENETUNREACH, EHOSTUNREACH, ENETDOWN -> true;
            default -> false;
        };
    }

    private static boolean isOfRun(int errno) {
        return errno == EMSGSIZE || errno == EIO || errno == EINVAL;
    }

    private static BindEvent lost(int errno) {
        return switch (errno) {
            case EAGAIN, ENOBUFS, ENOMEM -> BindEvent.SEND_QUEUE_FULL;
            case EMSGSIZE -> BindEvent.SEND_TOO_LARGE;
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN -> BindEvent.SEND_UNREACHABLE;
            case EPERM, EACCES -> BindEvent.SEND_FORBIDDEN;
            default -> BindEvent.SEND_FAILED;
        };
    }
}
