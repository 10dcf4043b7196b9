package dev.warren.engine.conn;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.warren.engine.linux.Cmsghdr;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.Inet;
import dev.warren.engine.linux.Mmsghdr;
import dev.warren.engine.linux.Msghdr;
import dev.warren.engine.linux.Sockaddr;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.ToIntFunction;

/// The kernel in a bad mood: it refuses what a rule says, and does everything else as ever.
final class Refusals implements SystemCalls {

    /// What a rule sees of a message.
    record Outgoing(boolean run, boolean source, int port, boolean v6) {}

    private final Map<Integer, Queue<Integer>> socketErrors = new HashMap<>();
    private ToIntFunction<Outgoing> rule = message -> 0;
    private int mostAtOnce = Integer.MAX_VALUE;

    int calls;
    int interruptions;

    /// Lets every message for which the rule gives an errno fail with it; 0 lets it pass.
    void refuse(ToIntFunction<Outgoing> rule) {
        this.rule = rule;
    }

    /// Lets one call take no more than that many messages.
    void takeAtMost(int messages) {
        mostAtOnce = messages;
    }

    /// Lets the next attempts to open a socket of that family fail.
    void refuseSocket(int family, int errno, int times) {
        Queue<Integer> errors = socketErrors.computeIfAbsent(family, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            errors.add(errno);
        }
    }

    @Override
    public int socket(int family, int type, int protocol) {
        Queue<Integer> errors = socketErrors.getOrDefault(family, new ArrayDeque<>());
        return errors.isEmpty() ? SystemCalls.super.socket(family, type, protocol) : -errors.remove();
    }

    @Override
    public int sendmmsg(int fd, MemorySegment headers, int first, int count, int flags) {
        calls++;
        if (interruptions > 0) {
            interruptions--;
            return -Errno.EINTR;
        }
        int allowed = Math.min(count, mostAtOnce);
        for (int i = 0; i < allowed; i++) {
            int errno = rule.applyAsInt(read(headers, first + i));
            if (errno != 0) {
                return i == 0 ? -errno : SystemCalls.super.sendmmsg(fd, headers, first, i, flags);
            }
        }
        return SystemCalls.super.sendmmsg(fd, headers, first, allowed, flags);
    }

    private static Outgoing read(MemorySegment headers, int slot) {
        long header = slot * Mmsghdr.SIZE;
        MemorySegment name = MemorySegment.ofAddress(headers.get(JAVA_LONG, header + Msghdr.NAME))
                .reinterpret(headers.get(JAVA_INT, header + Msghdr.NAME_LENGTH));
        long length = headers.get(JAVA_LONG, header + Msghdr.CONTROL_LENGTH);
        MemorySegment control = MemorySegment.ofAddress(headers.get(JAVA_LONG, header + Msghdr.CONTROL))
                .reinterpret(length);
        boolean run = false;
        boolean source = false;
        long at = 0;
        for (long data; (data = Cmsghdr.data(control, at, length)) >= 0; at += Cmsghdr.space(data)) {
            int type = Cmsghdr.type(control, at);
            run |= Cmsghdr.level(control, at) == Inet.SOL_UDP && type == Inet.UDP_SEGMENT;
            source |= type == Inet.IP_PKTINFO || type == Inet.IPV6_PKTINFO;
        }
        boolean v6 = name.get(JAVA_SHORT, 0) == Inet.AF_INET6;
        return new Outgoing(run, source, Sockaddr.port(name, 0), v6);
    }
}
