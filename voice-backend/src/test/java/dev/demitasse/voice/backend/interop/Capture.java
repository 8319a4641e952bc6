// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes RTP packets into a capture file (classic pcap, Ethernet, IPv4, UDP), which SIPp plays. */
final class Capture {
    private static final int SSRC = 0x5EED0001;

    private static final int FRAME_SAMPLES = 160;

    private final List<ByteBuffer> packets = new ArrayList<>();
    private final List<Long> microseconds = new ArrayList<>();

    /** A rising and falling tone as PCMU; the first packet has sequence number and timestamp 0 and the marker. */
    static Capture speech(int frames) {
        var capture = new Capture();
        for (int frame = 0; frame < frames; frame++) {
            ByteBuffer payload = ByteBuffer.allocate(FRAME_SAMPLES);
            for (int i = 0; i < FRAME_SAMPLES; i++) {
                int n = frame * FRAME_SAMPLES + i;
                double loudness = 8000 * (1 + Math.sin(n / 1600.0)) / 2 + 500;
                payload.put(muLaw((int) (loudness * Math.sin(2 * Math.PI * 440 * n / 8000))));
            }
            capture.add(frame * 20_000L, frame == 0, 0, frame, frame * FRAME_SAMPLES, payload.flip());
        }
        return capture;
    }

    /** One digit of 160 ms as RFC 4733 events with payload type 101, after the given number of frames of speech. */
    static Capture digit(int event, int framesBefore) {
        var capture = new Capture();
        int timestamp = framesBefore * FRAME_SAMPLES;
        for (int i = 0; i < 10; i++) {
            boolean end = i >= 8;
            int duration = FRAME_SAMPLES * Math.min(i + 1, 8);
            ByteBuffer payload = ByteBuffer.allocate(4)
                    .put((byte) event)
                    .put((byte) (end ? 0x80 | 10 : 10))
                    .putShort((short) duration)
                    .flip();
            capture.add(i * 20_000L, i == 0, 101, framesBefore + i, timestamp, payload);
        }
        return capture;
    }

    void write(Path file) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(24 + packets.size() * 512).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        out.putInt(65535).putInt(1);
        for (int i = 0; i < packets.size(); i++) {
            long time = microseconds.get(i);
            int length = packets.get(i).remaining();
            out.putInt((int) (time / 1_000_000)).putInt((int) (time % 1_000_000));
            out.putInt(length).putInt(length).put(packets.get(i).duplicate());
        }
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        Files.write(file, bytes);
    }

    private void add(long time, boolean marker, int payloadType, int sequence, int timestamp, ByteBuffer payload) {
        int rtp = 12 + payload.remaining();
        ByteBuffer packet = ByteBuffer.allocate(14 + 20 + 8 + rtp);
        packet.position(12).putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (28 + rtp)).putInt(0x0000_4000);
        packet.put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0)
                .putInt(0x7F000001)
                .putInt(0x7F000001);
        packet.putShort((short) 6000)
                .putShort((short) 6000)
                .putShort((short) (8 + rtp))
                .putShort((short) 0);
        packet.put((byte) 0x80).put((byte) ((marker ? 0x80 : 0) | payloadType)).putShort((short) sequence);
        packet.putInt(timestamp).putInt(SSRC).put(payload);
        packets.add(packet.flip());
        microseconds.add(time);
    }

    /** G.711 mu-law by its definition: bias, segment, four bits, complement. */
    private static byte muLaw(int sample) {
        int magnitude = Math.min(Math.abs(sample), 32635) + 132;
        int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int code = segment << 4 | magnitude >> segment + 3 & 0x0F;
        return (byte) ~(sample < 0 ? code | 0x80 : code);
    }
}
