// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.rtp.media.RtpPacket;
import java.nio.ByteBuffer;

/** Any datagram on an RTP port: whatever it is, nothing outside of it is read, and it is left as it was. */
class RtpPacketFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void datagram(byte[] bytes) {
        ByteBuffer around = ByteBuffer.allocate(bytes.length + 8);
        around.position(4).put(bytes).position(4).limit(4 + bytes.length);
        ByteBuffer datagram = around.slice();
        RtpPacket.isRtcp(datagram);
        var packet = new RtpPacket();
        if (packet.parse(datagram) == RtpPacket.Result.VALID) {
            packet.toString();
            packet.sequenceNumber();
            packet.timestamp();
            packet.ssrcBits();
            for (int i = 0; i < packet.csrcCount(); i++) {
                packet.csrc(i);
            }
            if (packet.hasExtension()) {
                packet.extensionProfile();
                assertTrue(packet.extension().remaining() % 4 == 0);
            }
            packet.copyPayload(new byte[packet.payloadLength()]);
            assertTrue(packet.payloadType() >= 0 && packet.payloadType() <= 127);
            assertTrue(packet.payloadLength() >= 0 && packet.payloadLength() <= bytes.length - RtpPacket.HEADER_BYTES);
        }
        assertEquals(0, datagram.position());
        assertEquals(bytes.length, datagram.limit());
    }
}
