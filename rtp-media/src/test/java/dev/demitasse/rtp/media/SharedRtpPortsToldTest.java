// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("sessions on shared ports whose peers' SSRCs were told, rightly or wrongly")
class SharedRtpPortsToldTest extends SharedPortsFixture {
    SharedRtpPortsToldTest() throws IOException {
        super(77);
    }

    private RtpParametersBuilder told(int ssrc) {
        return towards(gateway).remoteSsrc(new Ssrc(ssrc));
    }

    private void audio(int ssrc, int from, int to) {
        audio(gateway, ssrc, from, to);
    }

    private static Optional<Ssrc> source(RtpSession session) {
        return session.statistics().remoteSsrc();
    }

    @Test
    @DisplayName("a wrong SSRC in the session description: heard from 1 s on, without an update")
    void wrong() {
        RtpSession session = session(told(1));
        audio(5, 0, 200);
        assertEquals(Optional.of(new Ssrc(5)), source(session));
        assertEquals(150, heard(session));
        session.close();
    }

    @Test
    @DisplayName("a re-INVITE that names another SSRC than goes on: not a packet is lost")
    void renamedWrongly() {
        RtpSession session = session(told(5));
        audio(5, 0, 50);
        session.update(told(6).build());
        audio(5, 50, 150);
        assertEquals(150, heard(session));
        assertEquals(0, session.statistics().received().lost());
        session.close();
    }

    @Test
    @DisplayName("a re-INVITE that names the SSRC to come: two packets of it, and it is heard; the one before is not")
    void renamed() {
        RtpSession session = session(told(5));
        RtpSession other = session(told(9));
        audio(9, 0, 10);
        audio(5, 0, 50);
        session.update(told(6).build());
        audio(5, 50, 60);
        assertEquals(60, heard(session));
        audio(6, 700, 720);
        audio(5, 60, 80);
        assertEquals(Optional.of(new Ssrc(6)), source(session));
        assertEquals(60 + 19, heard(session));
        assertEquals(10, heard(other));
        session.close();
        other.close();
    }

    @Test
    @DisplayName("a silent call, and a sender report under an SSRC that no RTP has: heard again with its next packet")
    void reportedWrongly() {
        RtpSession session = session(towards(gateway));
        audio(5, 0, 50);
        RtpSession other = session(towards(gateway));
        audio(9, 0, 50);
        run(1_100);
        ByteBuffer report = ByteBuffer.allocate(200);
        Ssrc ours = session.statistics().localSsrc();
        new SenderReport(new Ssrc(77), new NtpTimestamp(1), 0, 0, 0, List.of(new ReportBlock(ours, 0, 0, 0, 0, 0, 0)))
                .writeTo(report);
        SourceDescription.ofCname(new Ssrc(77), "x").writeTo(report);
        gateway.sendRtcp(shared.rtcpAddress(), report.flip());
        run(1);
        audio(5, 50, 150);
        assertEquals(150, heard(session));
        assertEquals(50, heard(other));
        session.close();
        other.close();
    }

    /** A call of the gateway, of the SSRC 100 and its number. */
    private final class Leg {
        private final RtpSession session;
        private final int ssrc;
        private final int from;
        private final OptionalInt told;

        Leg(int number, Random random) {
            ssrc = 100 + number;
            from = random.nextInt(2_000) / 20;
            told = switch (random.nextInt(4)) {
                case 0 -> OptionalInt.of(ssrc);
                case 1 -> OptionalInt.of(7);
                case 2 -> OptionalInt.of(1_000 + number);
                default -> OptionalInt.empty();
            };
            RtpParametersBuilder parameters = towards(gateway);
            told.ifPresent(bits -> parameters.remoteSsrc(new Ssrc(bits)));
            session = session(parameters);
        }
    }

    @RepeatedTest(20)
    @DisplayName(
            "calls of one address at random times, rightly, wrongly or not told: none hears what is another's, and some hear")
    void neverMixed(RepetitionInfo repetition) {
        network.record(false);
        var random = new Random(repetition.getCurrentRepetition());
        var legs = new ArrayList<Leg>();
        for (int n = 0; n < 6; n++) {
            legs.add(new Leg(n, random));
        }
        for (int n = 0; n < 400; n++) {
            for (Leg leg : legs) {
                if (n >= leg.from) {
                    gateway.sendAudio(local, 0, n, n * 160, leg.ssrc);
                }
            }
            run(20);
        }
        for (Leg leg : legs) {
            Optional<Ssrc> source = source(leg.session);
            String what = "seed " + repetition.getCurrentRepetition() + ", " + leg.ssrc + " told " + leg.told;
            assertTrue(source.isEmpty() || source.get().bits() == leg.ssrc, what + " hears " + source);
            assertTrue(source.isPresent() || leg.told.orElse(0) != leg.ssrc, what + " is deaf");
            leg.session.close();
        }
    }

    @RepeatedTest(10)
    @DisplayName("the same, one call beginning after the other has begun to be heard: each hears its own")
    void oneAfterTheOther(RepetitionInfo repetition) {
        network.record(false);
        var random = new Random(repetition.getCurrentRepetition());
        var legs = new ArrayList<Leg>();
        for (int n = 0; n < 6; n++) {
            legs.add(new Leg(n, random));
            for (int i = 0; i < 60; i++) {
                for (Leg leg : legs) {
                    gateway.sendAudio(local, 0, 60 * n + i, i * 160, leg.ssrc);
                }
                run(20);
            }
        }
        for (Leg leg : legs) {
            String what = "seed " + repetition.getCurrentRepetition() + ", " + leg.ssrc + " told " + leg.told;
            assertEquals(Optional.of(new Ssrc(leg.ssrc)), source(leg.session), what);
            leg.session.close();
        }
    }
}
