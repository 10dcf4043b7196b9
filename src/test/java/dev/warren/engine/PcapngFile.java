package dev.warren.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a pcapng file of one section and one interface, and takes nothing that the format doesn't allow.
///
/// @param section options of the section header; network those of the interface; statistics those at the end
record PcapngFile(
        Map<Integer, byte[]> section,
        int linkType,
        int snapLength,
        Map<Integer, byte[]> network,
        List<Packet> packets,
        Map<Integer, byte[]> statistics) {

    /// @param nanos since 1970
    record Packet(long nanos, boolean inbound, int originalLength, byte[] bytes) {
        String hex() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private record Block(int type, ByteBuffer body) {}

    static PcapngFile read(byte[] file) {
        List<Block> blocks = blocks(file);
        Block first = blocks.removeFirst();
        assertEquals(0x0a0d0d0a, first.type(), "the section header comes first");
        assertEquals(0x1a2b3c4d, first.body().getInt(), "byte order");
        assertEquals(1, first.body().getShort(), "major version");
        assertEquals(0, first.body().getShort(), "minor version");
        assertEquals(-1, first.body().getLong(), "length of the section: not told");
        Map<Integer, byte[]> section = options(first.body());

        Block second = blocks.removeFirst();
        assertEquals(1, second.type(), "the interface comes before its packets");
        int linkType = second.body().getShort();
        assertEquals(0, second.body().getShort(), "reserved");
        int snapLength = second.body().getInt();
        Map<Integer, byte[]> network = options(second.body());

        Block last = blocks.removeLast();
        assertEquals(5, last.type(), "the statistics come last");
        assertEquals(0, last.body().getInt(), "interface");
        last.body().getLong();
        Map<Integer, byte[]> statistics = options(last.body());

        List<Packet> packets = new ArrayList<>();
        blocks.forEach(block -> packets.add(packet(block, snapLength)));
        return new PcapngFile(section, linkType, snapLength, network, packets, statistics);
    }

    private static List<Block> blocks(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<Block> blocks = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            int type = in.getInt();
            int length = in.getInt();
            assertEquals(0, length % 4, "a block's length is a multiple of 4");
            assertTrue(length >= 12 && length <= in.limit() - start, "a block is as long as it says");
            assertEquals(length, in.getInt(start + length - 4), "the length stands at both ends");
            blocks.add(new Block(type, in.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN)));
            in.position(start + length);
        }
        return blocks;
    }

    private static Packet packet(Block block, int snapLength) {
        assertEquals(6, block.type(), "packets alone between interface and statistics");
        ByteBuffer body = block.body();
        assertEquals(0, body.getInt(), "interface");
        long nanos = time(body);
        byte[] bytes = new byte[body.getInt()];
        int originalLength = body.getInt();
        assertTrue(bytes.length <= snapLength && bytes.length <= originalLength, "no more than there was");
        body.get(bytes);
        skipPadding(body);
        Map<Integer, byte[]> options = options(body);
        int flags = number(options.get(2)).getInt();
        assertTrue(flags == 1 || flags == 2, "one direction, and no other flag");
        return new Packet(nanos, flags == 1, originalLength, bytes);
    }

    private static Map<Integer, byte[]> options(ByteBuffer body) {
        Map<Integer, byte[]> options = new LinkedHashMap<>();
        while (true) {
            int code = body.getShort();
            byte[] value = new byte[body.getShort()];
            if (code == 0) {
                assertEquals(0, value.length, "the end of options is empty");
                assertEquals(0, body.remaining(), "nothing behind the end of options");
                return options;
            }
            body.get(value);
            skipPadding(body);
            assertEquals(null, options.put(code, value), "an option stands once");
        }
    }

    private static void skipPadding(ByteBuffer body) {
        while (body.position() % 4 != 0) {
            assertEquals(0, body.get(), "padding is zero");
        }
    }

    static ByteBuffer number(byte[] value) {
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    static long time(ByteBuffer from) {
        return Integer.toUnsignedLong(from.getInt()) << 32 | Integer.toUnsignedLong(from.getInt());
    }
}
