// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A peer that says exactly what a test tells it to, and notes what it hears. */
final class RawPeer implements AutoCloseable {
    private final EventLoop loop;
    private final DatagramEndpoint endpoint;
    private final InetSocketAddress target;
    /** Everything received but keepalives, in order. */
    final List<String> heard = new ArrayList<>();

    RawPeer(Network host, InetSocketAddress bind, InetSocketAddress target) {
        loop = host.openLoop("peer");
        this.target = target;
        try {
            endpoint = loop.bindDatagram(bind, (from, payload, source, now) -> hear(payload));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void hear(ByteBuffer payload) {
        String text = StandardCharsets.UTF_8.decode(payload).toString();
        if (!text.isBlank()) {
            heard.add(text);
        }
    }

    void send(String text) {
        sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] bytes) {
        loop.execute(() -> endpoint.send(ByteBuffer.wrap(bytes), target));
    }

    /** The last message heard. */
    String last() {
        return heard.get(heard.size() - 1);
    }

    /** What was heard, in short. */
    List<String> labels() {
        return heard.stream().map(TwoAgents::label).toList();
    }

    /** The value of the first header of that name. */
    static String header(String message, String name) {
        int start = message.indexOf("\r\n" + name + ": ");
        if (start < 0) {
            return "";
        }
        start += name.length() + 4;
        return message.substring(start, message.indexOf("\r\n", start));
    }

    static String tag(String message) {
        String to = header(message, "To");
        return to.contains(";tag=") ? to.substring(to.indexOf(";tag=") + 5) : "";
    }

    @Override
    public void close() {
        loop.close();
    }
}
