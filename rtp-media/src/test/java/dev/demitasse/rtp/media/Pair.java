// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two sessions of two hosts in virtual time, each sending to the other. */
final class Pair implements AutoCloseable {
    static final AudioCodecs CODECS = AudioCodecs.installed();

    final SimulatedNetwork network;
    final Network left;
    final Network right;
    final Heard heardLeft = new Heard();
    final Heard heardRight = new Heard();
    final RtpSession a;
    final RtpSession b;

    /** What a session's listener is told. */
    static final class Heard implements RtpListener {
        final List<DtmfEvent> digits = new ArrayList<>();
        final List<String> events = new ArrayList<>();

        @Override
        public void onDtmfReceived(DtmfEvent event, long now) {
            digits.add(event);
        }

        @Override
        public void onFirstPacket(InetSocketAddress from, Ssrc ssrc, long now) {
            events.add("first " + from.getPort());
        }

        @Override
        public void onMediaTimeout(Duration silence, boolean everReceived, long now) {
            events.add("timeout " + silence.toSeconds() + " " + everReceived);
        }

        @Override
        public void onUnderrun(Duration gap, long now) {
            events.add("underrun " + gap.toMillis());
        }

        @Override
        public void onGoodbye(Ssrc ssrc, long now) {
            events.add("goodbye");
        }

        @Override
        public void onClosed(RtpStatistics statistics, long now) {
            events.add("closed");
        }

        String digitText() {
            var text = new StringBuilder();
            digits.forEach(event -> text.append(event.digit()));
            return text.toString();
        }
    }

    Pair(SimulatedNetwork network) {
        this(network, parameters -> parameters, parameters -> parameters, builder -> builder, builder -> builder);
    }

    Pair(
            SimulatedNetwork network,
            UnaryOperator<RtpParametersBuilder> forA,
            UnaryOperator<RtpParametersBuilder> forB,
            UnaryOperator<RtpSessionBuilder> buildA,
            UnaryOperator<RtpSessionBuilder> buildB) {
        this.network = network;
        left = network.host("10.0.0.1");
        right = network.host("10.0.0.2");
        try {
            RtpPorts portsA = RtpPorts.bind(left, InetAddress.getByName("10.0.0.1"));
            RtpPorts portsB = RtpPorts.bind(right, InetAddress.getByName("10.0.0.2"));
            a = buildA.apply(RtpSession.builder(
                                    left,
                                    portsA,
                                    forA.apply(pcmu().remote(portsB.rtpAddress()))
                                            .build())
                            .listener(heardLeft))
                    .build();
            b = buildB.apply(RtpSession.builder(
                                    right,
                                    portsB,
                                    forB.apply(pcmu().remote(portsA.rtpAddress()))
                                            .build())
                            .listener(heardRight))
                    .build();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        a.start();
        b.start();
    }

    static RtpParametersBuilder pcmu() {
        return RtpParameters.builder(AudioPayload.of(0, CODECS.named("PCMU"))).telephoneEvent(101);
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
