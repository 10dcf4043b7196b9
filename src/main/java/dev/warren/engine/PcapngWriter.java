package dev.warren.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes IP packets of one interface as a pcapng file (draft-ietf-opsawg-pcapng), which Wireshark and tcpdump read.
final class PcapngWriter {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    /// Packets begin with the IPv4 or IPv6 header.
    private static final short LINKTYPE_RAW = 101;

    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_USER_APPLICATION = 4;
    private static final int OPTION_INTERFACE_NAME = 2;
    private static final int OPTION_INTERFACE_DESCRIPTION = 3;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_PACKET_FLAGS = 2;
    private static final int OPTION_START_TIME = 2;
    private static final int OPTION_END_TIME = 3;
    private static final int OPTION_RECEIVED = 4;
    private static final int OPTION_DROPPED = 5;
    private static final int OPTION_DELIVERED = 8;

    private static final int FLAG_INBOUND = 1;
    private static final int FLAG_OUTBOUND = 2;

    /// What a packet takes beside its own bytes: the block's frame, its fields, one option and the options' end.
    private static final int PACKET_OVERHEAD = 12 + 20 + 8 + 4;

    /// What [#statistics] writes.
    static final int STATISTICS_LENGTH = 12 + 12 + 2 * 12 + 3 * 12 + 4;

    /// Characters of a text; all of the file that isn't packets then fits into 4 KiB.
    static final int MAX_TEXT = 200;

    private final OutputStream out;
    private final int snapLength;
    private final ByteBuffer block;
    private long written;

    /// @param snapLength bytes of a packet that are written at most
    PcapngWriter(OutputStream out, int snapLength) {
        this.out = out;
        this.snapLength = snapLength;
        this.block =
                ByteBuffer.allocate(PACKET_OVERHEAD + snapLength + 8 * MAX_TEXT).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Bytes written so far.
    long written() {
        return written;
    }

    /// How long a packet's block is.
    static long length(int captured) {
        return PACKET_OVERHEAD + (captured + 3L & ~3L);
    }

    /// The beginning of the file.
    ///
    /// @param interfaceName of the tunnel
    /// @param comment whose packets these are, for whoever opens the file
    void header(String interfaceName, String comment) throws IOException {
        begin(SECTION_HEADER);
        block.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(OPTION_COMMENT, comment);
        option(OPTION_USER_APPLICATION, "Warren");
        end();
        begin(INTERFACE_DESCRIPTION);
        block.putShort(LINKTYPE_RAW).putShort((short) 0).putInt(snapLength);
        option(OPTION_INTERFACE_NAME, interfaceName);
        option(OPTION_INTERFACE_DESCRIPTION, comment);
        option(OPTION_TIME_RESOLUTION, new byte[] {9});
        end();
    }

    /// @param nanos since 1970
    /// @param inbound whether it came from the peer
    /// @param bytes of the packet, as many as are to be written
    /// @param originalLength as long as the packet was
    void packet(long nanos, boolean inbound, byte[] bytes, int originalLength) throws IOException {
        begin(ENHANCED_PACKET);
        block.putInt(0);
        time(nanos);
        block.putInt(bytes.length).putInt(originalLength).put(bytes);
        align();
        block.putShort((short) OPTION_PACKET_FLAGS).putShort((short) 4).putInt(inbound ? FLAG_INBOUND : FLAG_OUTBOUND);
        end();
    }

    /// The end of the file.
    ///
    /// @param delivered packets that are in the file
    /// @param dropped packets that ought to be
    void statistics(long startNanos, long endNanos, long delivered, long dropped) throws IOException {
        begin(INTERFACE_STATISTICS);
        block.putInt(0);
        time(endNanos);
        block.putShort((short) OPTION_START_TIME).putShort((short) 8);
        time(startNanos);
        block.putShort((short) OPTION_END_TIME).putShort((short) 8);
        time(endNanos);
        option(OPTION_RECEIVED, delivered + dropped);
        option(OPTION_DROPPED, dropped);
        option(OPTION_DELIVERED, delivered);
        end();
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private void begin(int type) {
        block.clear().putInt(type).putInt(0);
    }

    /// Ends the options and the block, whose length stands at its beginning and its end.
    private void end() throws IOException {
        block.putInt(0);
        int length = block.position() + Integer.BYTES;
        block.putInt(length).putInt(Integer.BYTES, length);
        out.write(block.array(), 0, length);
        written += length;
    }

    private void time(long nanos) {
        block.putInt((int) (nanos >>> 32)).putInt((int) nanos);
    }

    private void option(int code, String text) {
        String brief = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        option(code, brief.getBytes(StandardCharsets.UTF_8));
    }

    private void option(int code, byte[] value) {
        block.putShort((short) code).putShort((short) value.length).put(value);
        align();
    }

    private void option(int code, long value) {
        block.putShort((short) code).putShort((short) Long.BYTES).putLong(value);
    }

    private void align() {
        while (block.position() % Integer.BYTES != 0) {
            block.put((byte) 0);
        }
    }
}
