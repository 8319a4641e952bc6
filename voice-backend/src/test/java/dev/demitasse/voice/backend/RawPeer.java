// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A SIP peer that says exactly what a test tells it to, for tests. */
final class RawPeer implements AutoCloseable {
    static final String HOST = "203.0.113.5";

    final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final SimulatedNetwork network;
    private final InetSocketAddress partner;
    private final EventLoop loop;
    private final DatagramEndpoint endpoint;
    private int taken;

    RawPeer(SimulatedNetwork network) throws IOException {
        this(network, SimulatedLine.CALLEE_HOST);
    }

    RawPeer(SimulatedNetwork network, String partner) throws IOException {
        this.network = network;
        this.partner = new InetSocketAddress(SimulatedLine.address(partner), 5060);
        loop = network.host(HOST).openLoop("raw peer");
        endpoint = loop.bindDatagram(
                new InetSocketAddress(SimulatedLine.address(HOST), 5060),
                (where, payload, from, now) ->
                        hear(StandardCharsets.UTF_8.decode(payload).toString()));
    }

    /** Keepalives are no messages. */
    private void hear(String text) {
        if (!text.isBlank()) {
            received.add(text);
        }
    }

    /** Sends a message; its lines end as SIP wants them to. */
    void send(String message) {
        byte[] bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        loop.execute(() -> endpoint.send(ByteBuffer.wrap(bytes), partner));
    }

    /** Sends sound for so many packets of 20 ms, from the port that {@link #sdp} names to one of the partner's. */
    void speak(int port, int packets) throws IOException {
        var to = new InetSocketAddress(partner.getAddress(), port);
        var from = new InetSocketAddress(SimulatedLine.address(HOST), 4000);
        try (var sound = loop.bindDatagram(from, (where, payload, source, now) -> {})) {
            for (int i = 0; i < packets; i++) {
                ByteBuffer packet = ByteBuffer.allocate(172).put(0, (byte) 0x80);
                packet.putShort(2, (short) i).putInt(4, 160 * i).putInt(8, 77);
                loop.execute(() -> sound.send(packet, to));
                network.runFor(Duration.ofMillis(20));
            }
        }
    }

    /** A request of a dialog, with a body or without. */
    void request(String method, int cseq, String branch, String toTag, String extra, String body) {
        send("""
                %s sip:bot@%s SIP/2.0
                Via: SIP/2.0/UDP %s:5060;branch=z9hG4bK%s
                Max-Forwards: 70
                From: <sip:ada@example.com>;tag=raw
                To: <sip:bot@example.com>%s
                Call-ID: raw-call
                CSeq: %d %s
                Contact: <sip:ada@%s:5060>
                %sContent-Length: %d

                %s""".formatted(
                        method,
                        SimulatedLine.CALLEE_HOST,
                        HOST,
                        branch,
                        toTag.isEmpty() ? "" : ";tag=" + toTag,
                        cseq,
                        method,
                        HOST,
                        extra,
                        body.replace("\n", "\r\n").length(),
                        body));
    }

    void invite(int cseq, String toTag, String extra, String sdp) {
        request(
                "INVITE",
                cseq,
                "inv" + cseq,
                toTag,
                extra + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\n"),
                sdp);
    }

    void ack(int cseq, String toTag) {
        request("ACK", cseq, "ack" + cseq, toTag, "", "");
    }

    static String sdp(int version, String formats, String direction) {
        return """
                v=0
                o=- 7 %d IN IP4 %s
                s=-
                c=IN IP4 %s
                t=0 0
                m=audio 4000 RTP/AVP %s
                a=%s
                """.formatted(version, HOST, HOST, formats, direction);
    }

    /** Runs the network until the next message comes that a test asks for; those before it are skipped. */
    String next(Predicate<String> wanted) {
        String[] found = new String[1];
        network.runUntil(
                () -> {
                    while (found[0] == null && taken < received.size()) {
                        String message = received.get(taken++);
                        if (wanted.test(message)) {
                            found[0] = message;
                        }
                    }
                    return found[0] != null;
                },
                Duration.ofMinutes(3));
        return found[0];
    }

    /** The next response to the INVITE or BYE of a CSeq that is a final one. */
    String finalResponse(int cseq) {
        return next(message -> message.startsWith("SIP/2.0 ")
                && !message.startsWith("SIP/2.0 1")
                && message.contains("\r\nCSeq: " + cseq + " "));
    }

    static String toTag(String response) {
        int start = response.indexOf(";tag=", response.indexOf("\r\nTo:")) + 5;
        int end = response.indexOf("\r\n", start);
        return response.substring(start, end);
    }

    long count(String prefix) {
        return received.stream().filter(message -> message.startsWith(prefix)).count();
    }

    @Override
    public void close() {
        loop.close();
    }
}
