// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

@Label("RTP and RTCP from anywhere")
class RtpPacketPropertyTest {
    @Property
    @Label("whatever arrives, parsing throws nothing, and a valid packet's accessors stay within it")
    void total(@ForAll @Size(max = 80) byte[] bytes, @ForAll @IntRange(max = 3) int first) {
        if (bytes.length > 0 && first > 0) {
            bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
        }
        var packet = new RtpPacket();
        if (packet.parse(ByteBuffer.wrap(bytes)) == RtpPacket.Result.VALID) {
            assertTrue(packet.payloadLength() >= 0 && packet.payloadLength() <= bytes.length - 12);
            packet.copyPayload(new byte[packet.payloadLength()]);
            for (int i = 0; i < packet.csrcCount(); i++) {
                packet.csrc(i);
            }
            assertTrue(packet.extension().remaining() % 4 == 0);
            new HeaderExtensions().parse(packet);
        }
    }

    @Property
    @Label("a written packet reads the same")
    void roundTrip(
            @ForAll @IntRange(max = 127) int type,
            @ForAll boolean marker,
            @ForAll @IntRange(max = 65_535) int number,
            @ForAll int timestamp,
            @ForAll int ssrc,
            @ForAll @Size(max = 200) byte[] payload) {
        ByteBuffer buffer = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(buffer, type, marker, number, timestamp, ssrc);
        buffer.put(payload).flip();
        var packet = new RtpPacket();
        assertEquals(RtpPacket.Result.VALID, packet.parse(buffer));
        assertEquals(type, packet.payloadType());
        assertEquals(marker, packet.marker());
        assertEquals(number, packet.sequenceNumber());
        assertEquals(timestamp, packet.timestamp());
        assertEquals(ssrc, packet.ssrcBits());
        byte[] read = new byte[packet.payloadLength()];
        packet.copyPayload(read);
        assertArrayEquals(payload, read);
    }

    @Property
    @Label("whatever arrives, reading RTCP throws nothing, and what it reads is written within the same length")
    void rtcpTotal(@ForAll @Size(max = 120) byte[] bytes, @ForAll @IntRange(min = 200, max = 208) int type) {
        if (bytes.length >= 4) {
            bytes[0] = (byte) (0x80 | bytes[0] & 0x1F);
            bytes[1] = (byte) (bytes[0] % 2 == 0 ? 201 : type);
            bytes[2] = 0;
            bytes[3] = (byte) (bytes[3] & 7);
        }
        List<RtcpPacket> packets = new ArrayList<>();
        RtcpReader.Result result = RtcpReader.read(ByteBuffer.wrap(bytes), packets);
        assertEquals(result == RtcpReader.Result.VALID, !packets.isEmpty());
        packets.forEach(packet -> packet.writeTo(ByteBuffer.allocate(packet.lengthBytes())));
    }

    @Property
    @Label("written RTCP reads the same")
    void rtcpRoundTrip(
            @ForAll int ssrc,
            @ForAll long ntp,
            @ForAll int timestamp,
            @ForAll @IntRange(max = 255) int fraction,
            @ForAll @IntRange(min = -8_388_608, max = 8_388_607) int lost,
            @ForAll @IntRange(max = 31) int blocks,
            @ForAll @StringLength(max = 60) String text) {
        var block = new ReportBlock(new Ssrc(~ssrc), fraction, lost, timestamp, ntp, ntp >> 7, ntp >> 3);
        var source = new Ssrc(ssrc);
        List<RtcpPacket> written = List.of(
                new SenderReport(
                        source,
                        new NtpTimestamp(ntp),
                        timestamp,
                        ntp >> 5,
                        ntp >> 9,
                        Collections.nCopies(blocks, block)),
                new ReceiverReport(source, List.of(block)),
                SourceDescription.ofCname(source, wellFormed(text)),
                new OtherRtcpPacket(210, 5, 12),
                new Goodbye(List.of(source, new Ssrc(1)), wellFormed(text)));
        ByteBuffer buffer = ByteBuffer.allocate(2_000);
        written.forEach(packet -> packet.writeTo(buffer));
        buffer.flip();
        assertEquals(written.stream().mapToInt(RtcpPacket::lengthBytes).sum(), buffer.remaining());
        List<RtcpPacket> read = new ArrayList<>();
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(buffer, read));
        assertEquals(written, read);
    }

    /** Without halves of surrogate pairs, which UTF-8 does not have, and of at most 60 bytes or so. */
    private static String wellFormed(String text) {
        var kept = new StringBuilder();
        text.chars()
                .filter(c -> !Character.isSurrogate((char) c) && c != 0xFFFD)
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    @Property
    @Label("whatever feedback arrives, reading throws nothing, and what was read is written and read the same")
    void feedbackStable(
            @ForAll @Size(max = 80) byte[] bytes,
            @ForAll @IntRange(min = 204, max = 207) int type,
            @ForAll @IntRange(max = 31) int format) {
        int length = bytes.length / 4 * 4;
        ByteBuffer datagram = ByteBuffer.allocate(4 + length);
        RtcpPacket.writeHeader(datagram, format, type, 4 + length);
        datagram.put(bytes, 0, length).flip();
        List<RtcpPacket> packets = new ArrayList<>();
        if (RtcpReader.readReducedSize(datagram, packets) == RtcpReader.Result.VALID) {
            ByteBuffer again = ByteBuffer.allocate(packets.get(0).lengthBytes());
            packets.get(0).writeTo(again);
            List<RtcpPacket> read = new ArrayList<>();
            assertEquals(RtcpReader.Result.VALID, RtcpReader.readReducedSize(again.flip(), read));
            assertEquals(packets, read);
        }
    }

    @Property
    @Label("header extensions, CSRCs and padding that were written read the same")
    void extensionsRoundTrip(
            @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 40) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 200) int firstId,
            @ForAll @IntRange(max = 15) int csrcs,
            @ForAll @IntRange(min = 1, max = 40) int padding,
            @ForAll @Size(max = 50) byte[] payload) {
        var writer = new RtpPacketWriter().paddingTo(padding);
        for (int i = 0; i < csrcs; i++) {
            writer.csrc(new Ssrc(i * 77));
        }
        for (int i = 0; i < lengths.size(); i++) {
            byte[] data = new byte[lengths.get(i)];
            Arrays.fill(data, (byte) (i + 1));
            writer.extension(idOf(firstId, i), data);
        }
        ByteBuffer to = ByteBuffer.allocate(600);
        writer.write(to, 8, true, 5, 6, 7, ByteBuffer.wrap(payload));
        assertEquals(0, to.position() % padding);
        var packet = new RtpPacket();
        assertEquals(RtpPacket.Result.VALID, packet.parse(to.flip()));
        assertEquals(csrcs, packet.csrcCount());
        assertEquals(payload.length, packet.payloadLength());
        var extensions = new HeaderExtensions();
        assertEquals(
                lengths.isEmpty() ? HeaderExtensions.Result.NONE : HeaderExtensions.Result.VALID,
                extensions.parse(packet));
        for (int i = 0; i < lengths.size(); i++) {
            int id = idOf(firstId, i);
            assertEquals(lengths.get(i), extensions.length(id));
            assertEquals(i + 1, extensions.byteAt(id, lengths.get(i) - 1));
        }
    }

    private static int idOf(int first, int index) {
        int id = first + index;
        return first <= 15 && id >= 15 ? id + 1 : id;
    }
}
