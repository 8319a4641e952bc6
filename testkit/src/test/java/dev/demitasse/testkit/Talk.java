// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A socket of a test, which writes down what it hears and when. */
final class Talk implements DatagramHandler {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Lines such as "20 text": milliseconds and what was heard. */
    final List<String> heard = new ArrayList<>();

    final List<InetSocketAddress> sources = new ArrayList<>();

    private final SimulatedNetwork network;
    private final EventLoop loop;
    private final DatagramEndpoint endpoint;

    Talk(SimulatedNetwork network, String host, int port) {
        this.network = network;
        loop = network.host(host).openLoop("talk");
        try {
            endpoint = loop.bindDatagram(new InetSocketAddress(host, port), this);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    InetSocketAddress address() {
        return endpoint.localAddress();
    }

    DatagramEndpoint endpoint() {
        return endpoint;
    }

    EventLoop loop() {
        return loop;
    }

    /** Sends a text now. */
    void send(String text, InetSocketAddress to) {
        loop.execute(() -> endpoint.send(ByteBuffer.wrap(text.getBytes(US_ASCII)), to));
    }

    void send(String text, Talk to) {
        send(text, to.address());
    }

    /** Sends so many numbered texts, an interval apart. */
    void sendMany(int count, long intervalNanos, Talk to) {
        loop.execute(() -> {
            int[] number = {0};
            Deadline[] next = new Deadline[1];
            next[0] = loop.newDeadline(now -> {
                endpoint.send(ByteBuffer.wrap(Integer.toString(number[0]++).getBytes(US_ASCII)), to.address());
                next[0].set(number[0] < count ? now + intervalNanos : Deadlines.NEVER);
            });
            next[0].set(loop.now());
        });
    }

    @Override
    public void onDatagram(DatagramEndpoint own, ByteBuffer payload, InetSocketAddress from, long now) {
        heard.add(now / NANOS_PER_MILLI + " " + US_ASCII.decode(payload));
        sources.add(from);
    }

    @Override
    public void onUnreachable(DatagramEndpoint own, long now) {
        heard.add(now / NANOS_PER_MILLI + " unreachable");
    }

    /** What was heard, without the times. */
    List<String> texts() {
        return heard.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    SimulatedNetwork network() {
        return network;
    }
}
