// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A peer that speaks SIP by hand: it knows no transactions, so it can misbehave in any way. Uses nothing of ours. */
final class WirePeer implements AutoCloseable {
    private static final String CALL_ID = "by-hand-";

    private final DatagramSocket socket;
    private final DatagramSocket media;
    private final InetSocketAddress target;
    private final int call;

    WirePeer(InetSocketAddress target, int call) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.media = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.target = target;
        this.call = call;
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, target));
    }

    void send(String message) throws IOException {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The next datagram, if one comes in time; keepalives are passed over. */
    Optional<String> receive(Duration limit) throws IOException {
        var packet = new DatagramPacket(new byte[65535], 65535);
        socket.setSoTimeout((int) limit.toMillis());
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        }
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        return text.isBlank() ? receive(limit) : Optional.of(text);
    }

    /** The next final response; provisional ones before it are passed over. */
    String receiveFinal(Duration limit) throws IOException {
        while (true) {
            String response = receive(limit).orElseThrow(() -> new AssertionError("no final response"));
            if (!response.startsWith("SIP/2.0 1")) {
                return response;
            }
        }
    }

    String invite() {
        String sdp = """
                v=0
                o=hand 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                """.formatted(media.getLocalPort()).replace("\n", "\r\n");
        return head("INVITE", 1, "invite", "")
                + "Contact: <sip:hand@127.0.0.1:" + socket.getLocalPort() + ">\r\nContent-Type: application/sdp\r\n"
                + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }

    String ack(String response) {
        return head("ACK", 1, "ack", toTag(response)) + "Content-Length: 0\r\n\r\n";
    }

    String bye(String response) {
        return head("BYE", 2, "bye", toTag(response)) + "Content-Length: 0\r\n\r\n";
    }

    String options() {
        return head("OPTIONS", 1, "options", "") + "Content-Length: 0\r\n\r\n";
    }

    /** What follows the address of the To header of a response, its tag. */
    static String toTag(String response) {
        for (String line : response.split("\r\n")) {
            if (line.startsWith("To:") && line.contains(";tag=")) {
                return line.substring(line.indexOf(";tag="));
            }
        }
        throw new AssertionError("no To tag in " + response);
    }

    private String head(String method, int cseq, String branch, String toTag) {
        return """
                %s sip:bot@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK-%s-%d
                Max-Forwards: 70
                From: <sip:hand@127.0.0.1>;tag=hand%d
                To: <sip:bot@127.0.0.1>%s
                Call-ID: %s%d
                CSeq: %d %s
                """.formatted(
                        method,
                        target.getPort(),
                        socket.getLocalPort(),
                        branch,
                        call,
                        call,
                        toTag,
                        CALL_ID,
                        call,
                        cseq,
                        method)
                .replace("\n", "\r\n");
    }

    @Override
    public void close() {
        socket.close();
        media.close();
    }
}
