// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.rtp.media.RtcpPacket;
import dev.demitasse.rtp.media.RtcpReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Any datagram on an RTCP port: a compound packet as a whole, or none of it; what was read can be written. */
class RtcpFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void datagram(byte[] bytes) {
        ByteBuffer datagram = ByteBuffer.wrap(bytes);
        List<RtcpPacket> packets = new ArrayList<>();
        if (RtcpReader.read(datagram, packets) != RtcpReader.Result.VALID) {
            assertEquals(List.of(), packets);
        }
        packets.clear();
        if (RtcpReader.readReducedSize(datagram, packets) != RtcpReader.Result.VALID) {
            assertEquals(List.of(), packets);
        }
        for (RtcpPacket packet : packets) {
            ByteBuffer written = ByteBuffer.allocate(packet.lengthBytes());
            packet.writeTo(written);
            assertEquals(0, written.remaining(), packet.toString());
        }
        assertEquals(0, datagram.position());
    }
}
