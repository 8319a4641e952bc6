// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.consumers.rtp;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpListener;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.RtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;

/** Two RTP endpoints on loopback: one plays a tone of a second and sends digits, the other one hears both. */
public final class RtpAlone {
    private static final AudioPayload PCMU =
            AudioPayload.of(0, AudioCodecs.installed().named("PCMU"));

    private RtpAlone() {}

    /**
     * Runs the program, for about three seconds.
     *
     * @param arguments not used
     * @throws IOException if no ports can be bound
     */
    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var digits = new StringBuffer();
        try (Network network = Network.system();
                RtpPorts left = RtpPorts.bind(network, loopback);
                RtpPorts right = RtpPorts.bind(network, loopback);
                RtpSession speaker =
                        RtpSession.builder(network, left, towards(right)).build();
                RtpSession listener = RtpSession.builder(network, right, towards(left))
                        .listener(hear(digits))
                        .build()) {
            listener.start();
            speaker.start();
            speaker.play(AudioFrame.of(speaker.sendFormat(), tone()));
            System.out.println("heard " + hearTone(listener) + " ms of tone");
            boolean sent = network.await(speaker.sendDtmf("12#"), Duration.ofSeconds(5));
            network.newSignal().await(() -> digits.length() == 3, network.now() + 2_000_000_000L);
            System.out.println("digits " + digits + (sent ? "" : " (not all sent)"));
            var statistics = listener.statistics();
            System.out.printf(
                    Locale.ROOT,
                    "%d packets of %s, %d lost, MOS %.1f%n",
                    statistics.received().packets(),
                    statistics.codec(),
                    statistics.received().lost(),
                    statistics.mos().orElse(Double.NaN));
        }
    }

    private static RtpParameters towards(RtpPorts peer) {
        return RtpParameters.builder(PCMU)
                .remote(peer.rtpAddress())
                .telephoneEvent(101)
                .build();
    }

    private static RtpListener hear(StringBuffer digits) {
        return new RtpListener() {
            @Override
            public void onDtmfReceived(DtmfEvent event, long now) {
                digits.append(event.digit());
            }
        };
    }

    private static short[] tone() {
        short[] samples = new short[8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / 8000));
        }
        return samples;
    }

    /** Listens until the tone is over: half a second of silence after it, for a busy machine may hold it up on its way. */
    private static long hearTone(RtpSession listener) {
        Duration patience = Duration.ofSeconds(1);
        int loud = 0;
        int silent = 0;
        for (var frame = listener.read(patience); frame.isPresent(); frame = listener.read(patience)) {
            boolean heard = isLoud(frame.get());
            loud += heard ? frame.get().length() : 0;
            silent = heard || loud == 0 ? 0 : silent + frame.get().length();
            if (listener.receiveFormat().millis(silent) >= 500) {
                break;
            }
        }
        return listener.receiveFormat().millis(loud);
    }

    private static boolean isLoud(AudioFrame frame) {
        for (short sample : frame.samples()) {
            if (Math.abs(sample) >= 2000) {
                return true;
            }
        }
        return false;
    }
}
