// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a codec whose packets carry the audio before them: what was lost is decoded from the next packet")
class RedundantAudioTest {
    private static final int FRAME = 160;
    private static final int PACKETS = 50;
    private static final short[] SENT = Tones.sine(440, 8_000, FRAME * PACKETS);

    /** What became of a call. */
    private record Heard(RtpStatistics statistics, short[] audio) {
        /** How many samples differ from what was sent, each frame laid where it belongs. */
        int wrong() {
            int begin = 0;
            while (audio[begin] == 0) {
                begin++;
            }
            begin -= 1;
            int wrong = 0;
            for (int i = 0; i < FRAME * PACKETS; i++) {
                wrong += audio[begin + i] == SENT[i] ? 0 : 1;
            }
            return wrong;
        }
    }

    private static Heard without(boolean damaged, Set<Integer> lost) throws IOException {
        return call(damaged, lost, Set.of());
    }

    private static Heard call(boolean damaged, Set<Integer> lost, Set<Integer> cutOff) throws IOException {
        List<AudioFrame> frames = new ArrayList<>();
        try (var network = SimulatedNetwork.withSeed(2_198)) {
            Network host = network.host("10.0.0.1");
            var peer = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4_000);
            RtpPorts ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            RtpParameters parameters = RtpParameters.builder(AudioPayload.of(96, new Twice(damaged)))
                    .remote(peer.address())
                    .build();
            try (RtpSession session =
                    RtpSession.builder(host, ports, parameters).build()) {
                session.start();
                AudioEncoder encoder = new Twice(damaged).newEncoder("");
                for (int i = 0; i < PACKETS + 10; i++) {
                    network.runFor(Duration.ofMillis(20));
                    for (Optional<AudioFrame> frame = session.poll(); frame.isPresent(); frame = session.poll()) {
                        frames.add(frame.get());
                    }
                    if (i < PACKETS) {
                        ByteBuffer packet = ByteBuffer.allocate(12 + 4 * FRAME);
                        RtpPacket.writeHeader(packet, 96, i == 0, i, i * FRAME, 7);
                        encoder.encode(SENT, i * FRAME, FRAME, packet.array(), 12);
                        if (!lost.contains(i)) {
                            packet.limit(cutOff.contains(i) ? 20 : packet.capacity());
                            peer.send(ports.rtpAddress(), packet.position(0));
                        }
                    }
                }
                short[] audio = new short[FRAME * frames.size()];
                for (int i = 0; i < frames.size(); i++) {
                    frames.get(i).copyTo(0, audio, i * FRAME, FRAME);
                }
                return new Heard(session.statistics(), audio);
            } finally {
                peer.close();
            }
        }
    }

    @Test
    @DisplayName("single losses leave no trace but in the statistics")
    void single() throws IOException {
        Heard heard = without(false, Set.of(5, 17, 30));
        assertEquals(0, heard.wrong());
        assertEquals(60, heard.statistics().playout().recoveredMillis());
        assertEquals(3, heard.statistics().received().lost());
        assertEquals(0, heard.statistics().losses().lost());
        assertEquals(PACKETS, heard.statistics().losses().played());
        assertEquals(0, concealedBeforeTheEnd(heard));
    }

    @Test
    @DisplayName("of three in a row the last is recovered, those before it are made up")
    void several() throws IOException {
        Heard heard = without(false, Set.of(20, 21, 22));
        assertEquals(20, heard.statistics().playout().recoveredMillis());
        assertEquals(40, concealedBeforeTheEnd(heard));
        assertEquals(2, heard.statistics().losses().lost());
        assertEquals(PACKETS - 2, heard.statistics().losses().played());
        assertTrue(heard.wrong() <= 2 * FRAME, heard.wrong() + " samples");
    }

    @Test
    @DisplayName("what can't be recovered after all is made up")
    void damaged() throws IOException {
        Heard heard = without(true, Set.of(20));
        assertEquals(0, heard.statistics().playout().recoveredMillis());
        assertEquals(20, concealedBeforeTheEnd(heard));
        assertEquals(1, heard.statistics().losses().lost());
    }

    @Test
    @DisplayName("what came malformed is recovered as what was lost is")
    void malformed() throws IOException {
        Heard heard = call(false, Set.of(), Set.of(5, 30));
        assertEquals(0, heard.wrong());
        assertEquals(2, heard.statistics().playout().malformed());
        assertEquals(40, heard.statistics().playout().recoveredMillis());
        assertEquals(0, heard.statistics().received().lost());
        assertEquals(0, heard.statistics().losses().lost());
    }

    @Test
    @DisplayName("nothing lost, nothing recovered")
    void none() throws IOException {
        Heard heard = without(false, Set.of());
        assertEquals(0, heard.wrong());
        assertEquals(0, heard.statistics().playout().recoveredMillis());
    }

    /** The end of a talkspurt is no loss; it counts as silence. */
    private static long concealedBeforeTheEnd(Heard heard) {
        return heard.statistics().playout().concealedMillis();
    }

    /** Linear audio, each packet with the one before it: first that, then its own. */
    private record Twice(boolean damaged) implements AudioCodec {
        @Override
        public String encodingName() {
            return "TWICE";
        }

        @Override
        public int clockRateHz() {
            return 8_000;
        }

        @Override
        public int sampleRateHz() {
            return 8_000;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public OptionalInt staticPayloadType() {
            return OptionalInt.empty();
        }

        @Override
        public int maximumPayloadBytes(int samples) {
            return 4 * samples;
        }

        @Override
        public AudioEncoder newEncoder(String formatParameters) {
            short[] before = new short[FRAME];
            return (pcm, offset, samples, payload, payloadOffset) -> {
                ShortBuffer to =
                        ByteBuffer.wrap(payload, payloadOffset, 4 * samples).asShortBuffer();
                to.put(before).put(pcm, offset, samples);
                System.arraycopy(pcm, offset, before, 0, samples);
                return 4 * samples;
            };
        }

        @Override
        public AudioDecoder newDecoder(String formatParameters) {
            return new AudioDecoder() {
                @Override
                public int decode(byte[] payload, int offset, int length, short[] pcm) {
                    return length < 4 * FRAME ? MALFORMED : half(payload, offset + 2 * FRAME, pcm);
                }

                @Override
                public int redundantSamples(byte[] payload, int offset, int length) {
                    return length < 4 * FRAME ? 0 : FRAME;
                }

                @Override
                public int recover(byte[] payload, int offset, int length, short[] pcm) {
                    return damaged ? MALFORMED : half(payload, offset, pcm);
                }

                private int half(byte[] payload, int offset, short[] pcm) {
                    ByteBuffer.wrap(payload, offset, 2 * FRAME).asShortBuffer().get(pcm, 0, FRAME);
                    return FRAME;
                }
            };
        }
    }
}
