// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.ReportBlock;
import dev.demitasse.rtp.media.Ssrc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what was sent, received and played is counted, each thing for itself")
class CountersTest {
    @Test
    @DisplayName("sent: packets and their bytes, what the network did not take apart")
    void sent() {
        var sent = new SendCounters();
        sent.onPacket(true, 160);
        sent.onPacket(true, 20);
        sent.onPacket(false, 7);
        sent.onSentAgain();
        sent.onSentAgain();
        sent.onSentAgain();
        sent.onStall();
        sent.onCodecLate();
        sent.onCodecLate();
        sent.onCodecFailure();
        assertEquals(2, sent.packets());
        assertEquals(180, sent.octets());
        assertEquals(1, sent.unsent());
        assertEquals(3, sent.sentAgain());
        assertEquals(1, sent.stalls());
        assertEquals(2, sent.codecLate());
        assertEquals(1, sent.codecFailures());
    }

    @Test
    @DisplayName("sent: samples add up, so do holes; of latenesses the worst is kept")
    void played() {
        var sent = new SendCounters();
        sent.onPlayed(160);
        sent.onPlayed(40);
        sent.onUnderrun(20);
        sent.onUnderrun(60);
        sent.onLateness(5);
        sent.onLateness(900);
        sent.onLateness(7);
        assertEquals(200, sent.samplesPlayed());
        assertEquals(2, sent.underruns());
        assertEquals(80, sent.underrunMillis());
        assertEquals(900, sent.maximumLatenessNanos());
    }

    @Test
    @DisplayName("received: nothing before the first source")
    void noSource() {
        var received = new ReceptionCounters();
        assertFalse(received.hasSource());
        assertEquals(0, received.packets());
        assertEquals(0, received.expected());
        assertEquals(0, received.octets());
        received.results().values().forEach(count -> assertEquals(0, count));
    }

    @Test
    @DisplayName("received: packets and numbers of all sources, the report of the present one")
    void sources() {
        var received = new ReceptionCounters();
        received.begin(5, 100);
        received.numbers().update(103);
        received.onPayload(160);
        received.begin(6, 40_000);
        received.numbers().update(40_001);
        received.numbers().update(40_003);
        received.onPayload(20);
        assertTrue(received.hasSource());
        assertEquals(6, received.ssrc());
        assertEquals(2 + 3, received.packets());
        assertEquals(4 + 4, received.expected());
        assertEquals(180, received.octets());
        received.jitter().onPacket(0, 0);
        received.jitter().onPacket(0, 320);
        assertEquals(20, received.jitterTicks());
        assertEquals(new ReportBlock(new Ssrc(6), 64, 1, 40_003, 20, 11, 12), received.report(11, 12));
        assertEquals(new ReportBlock(new Ssrc(6), 0, 1, 40_003, 20, 0, 0), received.report(0, 0));
    }

    @Test
    @DisplayName("received: each result for itself")
    void results() {
        var received = new ReceptionCounters();
        received.count(PacketResult.LATE);
        received.count(PacketResult.LATE);
        received.count(PacketResult.AUDIO);
        assertEquals(2, received.results().get(PacketResult.LATE));
        assertEquals(1, received.results().get(PacketResult.AUDIO));
        assertEquals(0, received.results().get(PacketResult.DUPLICATE));
        assertEquals(PacketResult.values().length, received.results().size());
    }

    @Test
    @DisplayName("the wait is averaged over about 16 packets, from the first on; the longest is kept")
    void wait16() {
        var played = new PlayoutCounters();
        played.onPacket(1_600);
        assertEquals(1_600, played.delayNanos());
        played.onPacket(3_200);
        assertEquals(1_700, played.delayNanos());
        played.onPacket(100);
        assertEquals(1_600, played.delayNanos());
        assertEquals(3_200, played.maximumDelayNanos());
    }

    @Test
    @DisplayName("played: each kind of sample, and each event, for itself; a packet has 20 ms before the first")
    void kinds() {
        var played = new PlayoutCounters();
        assertFalse(played.hasPlayed());
        assertEquals(20, played.packetMillis());
        played.onFrame();
        played.onConcealed(1);
        played.onRecovered(2);
        played.onSilence(3);
        played.onNoise(4);
        played.onConcealed(10);
        played.onRecovered(20);
        played.onSilence(30);
        played.onNoise(40);
        played.onExhausted();
        played.onShrunk();
        played.onStretched();
        played.onStretched();
        played.onMalformed();
        played.onDiscarded();
        played.onPacketLength(30);
        assertTrue(played.hasPlayed());
        assertEquals(1, played.frames());
        assertEquals(11, played.concealedSamples());
        assertEquals(22, played.recoveredSamples());
        assertEquals(33, played.silentSamples());
        assertEquals(44, played.noiseSamples());
        assertEquals(1, played.exhausted());
        assertEquals(1, played.shrunk());
        assertEquals(2, played.stretched());
        assertEquals(1, played.malformed());
        assertEquals(1, played.discarded());
        assertEquals(30, played.packetMillis());
        played.losses().onPlayed();
        assertEquals(30, played.lossPattern().gapMillis());
    }
}
