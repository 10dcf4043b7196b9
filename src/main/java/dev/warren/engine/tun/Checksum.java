package dev.warren.engine.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The Internet checksum: the ones' complement sum of 16-bit words (RFC 1071).
///
/// Sums are kept unfolded in a `long` and in native byte order, which RFC 1071 section 2(B) allows as long as the
/// result is also stored in native byte order. So memory is added up in large words as it lies, and the few numbers
/// that the caller brings come in by [#ofShort]. A `long` has room for 2³¹ added words of 32 bits; no packet comes
/// near.
public final class Checksum {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final long LOW_INT = 0xffff_ffffL;

    /// From this many bytes on the vector loop is faster.
    private static final int LONG_LOOP = 128;

    private Checksum() {}

    /// The unfolded sum of `length` bytes; an odd last byte counts as if a zero followed.
    public static long sum(MemorySegment segment, long offset, int length) {
        return length < LONG_LOOP ? sumShort(segment, offset, length) : sumLong(segment, offset, length);
    }

    /// One counted loop with two independent sums: the form that C2 turns into vector instructions. Getting into
    /// such a
    /// loop over a memory segment costs some ten nanoseconds.
    private static long sumLong(MemorySegment segment, long offset, int length) {
        long even = 0;
        long odd = 0;
        int words = length >>> 3;
        for (int i = 0; i < words; i++) {
            long word = segment.get(LONG, offset + ((long) i << 3));
            even += word & LOW_INT;
            odd += word >>> 32;
        }
        return even + odd + sumShort(segment, offset + ((long) words << 3), length & 7);
    }

    private static long sumShort(MemorySegment segment, long offset, int length) {
        long sum = 0;
        long position = offset;
        long end = offset + (length & ~7);
        // Because of != this is not a counted loop.
        while (position != end) {
            sum += ofLong(segment, position);
            position += Long.BYTES;
        }
        if ((length & 4) != 0) {
            sum += segment.get(INT, position) & LOW_INT;
            position += Integer.BYTES;
        }
        if ((length & 2) != 0) {
            sum += segment.get(SHORT, position) & 0xffff;
            position += Short.BYTES;
        }
        if ((length & 1) != 0) {
            int last = segment.get(JAVA_BYTE, position) & 0xff;
            sum += LITTLE_ENDIAN ? last : last << 8;
        }
        return sum;
    }

    private static long ofLong(MemorySegment segment, long offset) {
        long word = segment.get(LONG, offset);
        return (word & LOW_INT) + (word >>> 32);
    }

    /// What a 16-bit number in network byte order adds to a sum; only the low 16 bits of `value` count.
    public static long ofShort(int value) {
        return LITTLE_ENDIAN ? Short.reverseBytes((short) value) & 0xffff : value & 0xffff;
    }

    /// What a 32-bit number in network byte order adds to a sum.
    public static long ofInt(int value) {
        return (LITTLE_ENDIAN ? Integer.reverseBytes(value) : value) & LOW_INT;
    }

    /// The sum over the pseudo header of the packet at `packet` (RFC 9293 section 3.1, RFC 8200 section 8.1): its
    /// addresses, the `protocol` and the `length` of the transport header and payload.
    public static long pseudoHeader(MemorySegment segment, long packet, boolean ipv6, int protocol, int length) {
        long addresses = ipv6
                ? sumShort(segment, packet + IpHeader.V6_SOURCE, 32)
                : ofLong(segment, packet + IpHeader.V4_SOURCE);
        return addresses + ofShort(protocol) + ofShort(length);
    }

    /// Folds a sum to 16 bits, to be stored with [#put].
    public static int fold(long sum) {
        long folded = (sum >>> 32) + (sum & LOW_INT);
        folded = (folded >>> 32) + (folded & LOW_INT);
        folded = (folded >>> 16) + (folded & 0xffff);
        folded = (folded >>> 16) + (folded & 0xffff);
        folded = (folded >>> 16) + (folded & 0xffff);
        return (int) folded;
    }

    /// Whether a sum over data and its checksum says that both are intact.
    public static boolean isIntact(long sum) {
        return fold(sum) == 0xffff;
    }

    /// The checksum field at `offset`, in native byte order, as [#put] wrote it.
    static int get(MemorySegment segment, long offset) {
        return segment.get(SHORT, offset) & 0xffff;
    }

    /// Stores a folded sum, complemented or not, into a checksum field.
    static void put(MemorySegment segment, long offset, int folded) {
        segment.set(SHORT, offset, (short) folded);
    }
}
