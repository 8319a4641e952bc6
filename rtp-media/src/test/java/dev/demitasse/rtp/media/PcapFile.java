// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Captures in the classic pcap format: the UDP datagrams over IPv4 that they have, and how ours are written. */
final class PcapFile {
    private static final int MICROS = 0xA1B2C3D4;
    private static final int MICROS_SWAPPED = 0xD4C3B2A1;
    private static final int ETHERNET = 1;
    private static final int RAW_IPV4 = 228;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int UDP = 17;

    private PcapFile() {}

    /** A datagram's payload and its time. */
    record Packet(long nanos, byte[] bytes) {}

    static List<Packet> read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        in.order(in.getInt(0) == MICROS_SWAPPED ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (in.getInt(0) != MICROS) {
            throw new IllegalArgumentException("no capture");
        }
        int linkHeader = in.getInt(20) == ETHERNET ? 14 : 0;
        List<Packet> packets = new ArrayList<>();
        in.position(24);
        while (in.remaining() >= 16) {
            long nanos = Integer.toUnsignedLong(in.getInt()) * 1_000_000_000L + in.getInt() * 1_000L;
            int length = in.getInt();
            in.getInt();
            byte[] frame = new byte[length];
            in.get(frame);
            byte[] payload = udp(frame, linkHeader);
            if (payload.length > 0) {
                packets.add(new Packet(nanos, payload));
            }
        }
        return packets;
    }

    private static byte[] udp(byte[] frame, int at) {
        boolean isUdp =
                frame.length > at + IP_HEADER + UDP_HEADER && (frame[at] & 0xF0) == 0x40 && frame[at + 9] == UDP;
        if (!isUdp) {
            return new byte[0];
        }
        int from = at + 4 * (frame[at] & 15);
        int length = ByteBuffer.wrap(frame).getShort(from + 4) & 0xFFFF;
        byte[] payload = new byte[length - UDP_HEADER];
        System.arraycopy(
                frame, from + UDP_HEADER, payload, 0, Math.min(payload.length, frame.length - from - UDP_HEADER));
        return payload;
    }

    static byte[] write(List<Packet> packets) {
        int bytes = 24;
        for (Packet packet : packets) {
            bytes += 16 + IP_HEADER + UDP_HEADER + packet.bytes().length;
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        out.putInt(MICROS)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65_535)
                .putInt(RAW_IPV4);
        for (Packet packet : packets) {
            int length = IP_HEADER + UDP_HEADER + packet.bytes().length;
            out.putInt((int) (packet.nanos() / 1_000_000_000L)).putInt((int) (packet.nanos() / 1_000 % 1_000_000));
            out.putInt(length).putInt(length);
            out.putShort((short) 0x4500)
                    .putShort((short) length)
                    .putInt(0)
                    .put((byte) 64)
                    .put((byte) UDP)
                    .putShort((short) 0);
            out.putInt(0x0A000001).putInt(0x0A000002);
            out.putShort((short) 4_000).putShort((short) 4_000);
            out.putShort((short) (UDP_HEADER + packet.bytes().length)).putShort((short) 0);
            out.put(packet.bytes());
        }
        return out.array();
    }
}
