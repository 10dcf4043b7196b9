package dev.warren.engine.conn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.engine.linux.Mmsghdr;
import dev.warren.engine.linux.Msghdr;
import dev.warren.engine.linux.Sockaddr;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveBatchTest {

    private final ReceiveBatch batch = new ReceiveBatch(3);

    @AfterEach
    void free() {
        batch.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Msghdr.MSG_TRUNC, Msghdr.MSG_CTRUNC, Msghdr.MSG_TRUNC | Msghdr.MSG_CTRUNC})
    void a_truncated_message_is_left_out(int flags) {
        received(0, 10, 0);
        received(1, 20, flags);
        received(2, 30, 0);
        assertEquals(1, batch.accept(3));
        assertEquals(2, batch.count());
        assertEquals(10, batch.length(0));
        assertEquals(30, batch.length(1));
        assertEquals(2 * ReceiveBatch.SLOT, batch.offset(1), "stays where the kernel put it");
        assertThrows(IndexOutOfBoundsException.class, () -> batch.length(2));
    }

    @Test
    void a_message_without_control_messages_has_no_source() {
        received(0, 10, 0);
        assertEquals(0, batch.accept(1));
        assertEquals(0, batch.ecn(0));
        assertEquals(10, batch.segmentSize(0));
        assertEquals("192.0.2.1:7", batch.endpoint(0).toString());
        assertEquals(batch.endpoint(0), batch.endpoint(0).withoutSource());
    }

    @Test
    void a_cleared_batch_has_no_messages() {
        received(0, 10, 0);
        batch.accept(1);
        batch.clear();
        assertEquals(0, batch.count());
        assertThrows(IndexOutOfBoundsException.class, () -> batch.endpoint(0));
    }

    /// Fills the slot's headers as the kernel does.
    private void received(int slot, int length, int flags) {
        MemorySegment headers = batch.headers().segment();
        long header = slot * Mmsghdr.SIZE;
        headers.set(ValueLayout.JAVA_INT, header + Mmsghdr.LENGTH, length);
        headers.set(ValueLayout.JAVA_INT, header + Msghdr.FLAGS, flags);
        headers.set(ValueLayout.JAVA_LONG, header + Msghdr.CONTROL_LENGTH, 0);
        MemorySegment name = MemorySegment.ofAddress(headers.get(ValueLayout.JAVA_LONG, header + Msghdr.NAME))
                .reinterpret(Sockaddr.SIZE);
        Sockaddr.putIpv4(name, 0, 0xC0000201, 7);
    }
}
