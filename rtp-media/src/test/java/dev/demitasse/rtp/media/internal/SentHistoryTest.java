// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.AllocationProbe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the packets that may be asked for again")
class SentHistoryTest {
    private static final int PACKET_BYTES = 172;

    private final SentHistory history = new SentHistory(PACKET_BYTES);

    /** Of any length, as its number says; each of its bytes says the number too. */
    private static ByteBuffer packet(int number) {
        byte[] payload = new byte[number % (PACKET_BYTES - 11)];
        Arrays.fill(payload, (byte) number);
        return Packets.bytes(0, false, number, number * 160, 7, payload);
    }

    @Test
    @DisplayName("each is given out byte for byte, whatever its length; the others beside it stay as they are")
    void bytes() {
        for (int number = 65_400; number < 65_700; number++) {
            ByteBuffer sent = packet(number & 0xFFFF);
            history.keep(sent);
            assertEquals(0, sent.position());
        }
        for (int number = 65_700 - SentHistory.PACKETS; number < 65_700; number++) {
            Optional<ByteBuffer> given = history.give(number & 0xFFFF);
            assertEquals(packet(number & 0xFFFF), given.orElseThrow());
        }
        assertFalse(history.give(65_699 - SentHistory.PACKETS & 0xFFFF).isPresent());
    }

    @Test
    @DisplayName("one that is too long is not kept, nor what was in its place")
    void tooLong() {
        history.keep(packet(5));
        history.keep(Packets.bytes(0, false, 5 + SentHistory.PACKETS, 0, 7, new byte[PACKET_BYTES]));
        assertFalse(history.give(5 + SentHistory.PACKETS).isPresent());
        assertFalse(history.give(5).isPresent());
        history.keep(packet(6));
        assertTrue(history.give(6).isPresent());
    }

    @Test
    @DisplayName("nothing is allocated for a packet that is kept, also the first time round")
    void allocatesNothing() {
        ByteBuffer longest = Packets.bytes(0, false, 0, 0, 7, new byte[PACKET_BYTES - 12]);
        AllocationProbe probe = AllocationProbe.create();
        keep(history, longest, 20_000);
        var fresh = new SentHistory(PACKET_BYTES);
        assertEquals(0, probe.measure(() -> keep(fresh, longest, 2 * SentHistory.PACKETS)) / SentHistory.PACKETS);
    }

    private static void keep(SentHistory history, ByteBuffer packet, int count) {
        for (int number = 0; number < count; number++) {
            history.keep(packet.putShort(2, (short) number));
        }
    }
}
