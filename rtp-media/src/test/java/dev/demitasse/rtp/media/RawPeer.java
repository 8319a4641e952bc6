// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A peer that is no session: sends any bytes and writes down the packets it gets. */
final class RawPeer {
    /** A received RTP packet; its payload in hexadecimal digits. */
    record Heard(
            long millis, int type, boolean marker, int number, int timestamp, int ssrc, int length, String payload) {
        int first() {
            return length == 0 ? -1 : Integer.parseInt(payload.substring(0, 2), 16);
        }
    }

    final List<Heard> heard = new ArrayList<>();
    /** Of each packet: profile and content of its header extension, in hexadecimal digits; empty if it has none. */
    final List<String> extensions = new ArrayList<>();

    final List<byte[]> heardRtcp = new ArrayList<>();
    final EventLoop loop;
    volatile boolean mirror;
    private final DatagramEndpoint endpoint;
    private final DatagramEndpoint rtcp;

    RawPeer(Network network, String address, int port) {
        loop = network.openLoop("peer");
        try {
            InetAddress local = InetAddress.getByName(address);
            endpoint = loop.bindDatagram(new InetSocketAddress(local, port), this::onRtp);
            rtcp = loop.bindDatagram(new InetSocketAddress(local, port + 1), (at, bytes, from, now) -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                heardRtcp.add(copy);
            });
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void onRtp(DatagramEndpoint at, ByteBuffer bytes, InetSocketAddress from, long now) {
        if (mirror) {
            endpoint.send(bytes.duplicate(), from);
        }
        var packet = new RtpPacket();
        if (packet.parse(bytes) == RtpPacket.Result.VALID) {
            byte[] payload = new byte[packet.payloadLength()];
            packet.copyPayload(payload);
            byte[] extension = new byte[packet.extension().remaining()];
            packet.extension().get(extension);
            String profile = packet.hasExtension() ? String.format("%04x ", packet.extensionProfile()) : "";
            extensions.add(profile + HexFormat.of().formatHex(extension));
            heard.add(new Heard(
                    now / 1_000_000,
                    packet.payloadType(),
                    packet.marker(),
                    packet.sequenceNumber(),
                    packet.timestamp(),
                    packet.ssrcBits(),
                    packet.payloadLength(),
                    HexFormat.of().formatHex(payload)));
        }
    }

    InetSocketAddress address() {
        return endpoint.localAddress();
    }

    void send(InetSocketAddress to, ByteBuffer bytes) {
        loop.execute(() -> endpoint.send(bytes, to));
    }

    void sendRtcp(InetSocketAddress to, ByteBuffer bytes) {
        loop.execute(() -> rtcp.send(bytes, to));
    }

    void sendAudio(InetSocketAddress to, int type, int number, int timestamp, int ssrc) {
        ByteBuffer bytes = ByteBuffer.allocate(172);
        RtpPacket.writeHeader(bytes, type, false, number, timestamp, ssrc);
        while (bytes.hasRemaining()) {
            bytes.put((byte) 0xCE);
        }
        send(to, bytes.flip());
    }

    void close() {
        loop.close();
    }
}
