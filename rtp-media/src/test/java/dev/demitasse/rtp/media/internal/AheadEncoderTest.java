// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.MediaDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a costly codec encodes on a worker, ahead of the packet times")
class AheadEncoderTest {
    private static final Segment.Owner NOBODY = new Segment.Owner() {
        @Override
        public void onTaken(int samples) {}

        @Override
        public void onEnd(int untaken) {}
    };

    private final Outgoing out = new Outgoing(true);

    @Test
    @DisplayName(
            "whole packets are encoded as soon as there is audio, one after the other, three ahead; sent each in its time")
    void ahead() {
        Outgoing.Piece piece = out.add(800, true);
        assertEquals(1, out.waiting());
        out.finishAll();
        assertEquals(0, piece.taken);
        assertEquals(800, out.queue.available());
        out.slot();
        out.slot();
        assertEquals(List.of("1: M 0 at 0 1..160", "2: 1 at 160 161..320"), out.log());
        assertEquals(320, piece.taken);
        out.slot();
        assertEquals(1, out.waiting());
        out.finishAll();
        out.slot();
        out.slot();
        out.slot();
        assertEquals(
                List.of(
                        "1: M 0 at 0 1..160",
                        "2: 1 at 160 161..320",
                        "3: 2 at 320 321..480",
                        "4: 3 at 480 481..640",
                        "5: 4 at 640 641..800"),
                out.log());
        assertEquals(0, piece.untaken);
        assertEquals(0, out.counters.codecLate());
        assertEquals(List.of("new"), out.codec.log);
    }

    @Test
    @DisplayName(
            "cancel() with packets finished, and one being encoded: what was not sent was not played; the encoder begins anew")
    void cancel() {
        Outgoing.Piece first = out.add(1_600, true);
        Outgoing.Piece second = out.add(320, true);
        out.finishAll();
        out.slot();
        out.slot();
        Runnable result = out.begin();
        out.sender.cancel(first.segment);
        assertEquals(320, first.taken);
        assertEquals(1_280, first.untaken);
        assertEquals(0, out.waiting());
        result.run();
        out.finishAll();
        out.slot();
        out.slot();
        assertEquals(
                List.of(
                        "1: M 0 at 0 1..160",
                        "2: 1 at 160 161..320",
                        "3: 2 at 320 1601..1760",
                        "4: 3 at 480 1761..1920"),
                out.log());
        assertEquals(320, second.taken);
        assertEquals(List.of("new", "reset"), out.codec.log);
        assertEquals(640, out.counters.samplesPlayed());
    }

    @Test
    @DisplayName("a cancelled piece that is behind what is encoded already changes nothing of that")
    void cancelBehind() {
        out.add(480, true);
        Outgoing.Piece second = out.add(480, true);
        out.finishAll();
        out.sender.cancel(second.segment);
        for (int i = 0; i < 5; i++) {
            out.slot();
        }
        assertEquals(List.of("1: M 0 at 0 1..160", "2: 1 at 160 161..320", "3: 2 at 320 321..480"), out.log());
        assertEquals(List.of("new"), out.codec.log);
        assertEquals(0, second.taken);
    }

    @Test
    @DisplayName(
            "close() with a packet being encoded: the worker closes the encoder, once; its result is nothing any more")
    void closeWithWork() {
        out.codec.whileEncoding(out.sender::close);
        out.add(480, true);
        out.finish();
        assertEquals(List.of("new", "close"), out.codec.log);
        assertEquals(List.of(), out.log());
        assertEquals(0, out.waiting());
    }

    @Test
    @DisplayName(
            "close() with a packet the worker then refuses, or whose result is on its way, or without work: closed once")
    void closeOtherwise() {
        out.add(480, true);
        out.sender.close();
        out.refuse();
        assertEquals(List.of("new", "close"), out.codec.log);
        var onItsWay = new Outgoing(true);
        onItsWay.add(480, true);
        Runnable result = onItsWay.begin();
        onItsWay.sender.close();
        assertEquals(List.of("new", "close"), onItsWay.codec.log);
        result.run();
        var idle = new Outgoing(true);
        idle.sender.close();
        idle.sender.close();
        assertEquals(List.of("new", "close"), idle.codec.log);
        assertEquals(List.of("new", "close"), onItsWay.codec.log);
    }

    @Test
    @DisplayName("a worker that is full: tried again once a packet time, nothing is lost")
    void refused() {
        out.add(320, true);
        out.refuse();
        assertEquals(0, out.waiting());
        out.slot();
        assertEquals(1, out.waiting());
        out.refuse();
        out.slot();
        out.finishAll();
        out.slot();
        assertEquals(List.of("2: M 0 at 160 1..160", "3: 1 at 320 161..320"), out.log());
        assertEquals(1, out.counters.codecLate());
        assertEquals(List.of("new"), out.codec.log);
    }

    @Test
    @DisplayName("digits go before what is encoded already; it is sent after them")
    void digits() {
        out.add(320, true);
        out.finishAll();
        out.slot();
        out.digit('5');
        for (int i = 0; i < 12; i++) {
            out.slot();
        }
        List<String> log = out.log();
        assertEquals("1: M 0 at 0 1..160", log.get(0));
        assertTrue(log.get(1).endsWith("at 160 event"), log.toString());
        assertTrue(log.get(log.size() - 1).startsWith((log.size()) + ": M "), log.toString());
        assertTrue(log.get(log.size() - 1).endsWith("161..320"), log.toString());
    }

    @Test
    @DisplayName("on hold nothing of it is sent; when that is over, it goes on where it was")
    void hold() {
        Outgoing.Piece piece = out.add(480, true);
        out.finishAll();
        out.slot();
        out.update(parameters -> parameters.direction(MediaDirection.RECVONLY));
        out.slot();
        out.slot();
        assertEquals(160, piece.taken);
        out.update(parameters -> parameters.direction(MediaDirection.SENDRECV));
        out.slot();
        out.slot();
        assertEquals(List.of("1: M 0 at 0 1..160", "4: M 1 at 480 161..320", "5: 2 at 640 321..480"), out.log());
        assertEquals(List.of("new"), out.codec.log);
    }

    @Test
    @DisplayName(
            "another codec while a packet waits for the worker: the old encoder is closed; what waits goes out by the new one")
    void otherCodec() {
        var other = new PlainCodec(false);
        Outgoing.Piece piece = out.add(480, true);
        out.update(parameters -> parameters.send(AudioPayload.of(97, other)));
        assertEquals(List.of("new", "close"), out.codec.log);
        out.finish();
        assertEquals(List.of("new", "close"), out.codec.log);
        for (int i = 0; i < 4; i++) {
            out.slot();
        }
        assertEquals(List.of("1: M 0 at 0 1..160", "2: 1 at 160 161..320", "3: 2 at 320 321..480"), out.log());
        assertEquals(97, out.sent.get(0).payloadType());
        assertEquals(480, piece.taken);
    }

    @Test
    @DisplayName("packets of another length while one is being encoded: the encoder stays, what waits is cut anew")
    void otherLength() {
        out.add(960, true);
        out.update(parameters -> parameters.ptimeMillis(40));
        out.finishAll();
        out.slot();
        out.slot();
        out.slot();
        assertEquals(List.of("1: M 0 at 0 1..320", "2: 1 at 320 321..640", "3: 2 at 640 641..960"), out.log());
        assertEquals(List.of("new", "reset"), out.codec.log);
    }

    @Test
    @DisplayName(
            "what a processor makes goes first, sent in the packet time it was made for; what was encoded of the queue is not lost")
    void processor() {
        Outgoing.Piece piece = out.add(480, true);
        out.finishAll();
        short[] frame = new short[160];
        frame[0] = -1;
        frame[159] = -160;
        for (int i = 0; i < 3; i++) {
            out.sender.addProcessed(frame);
            out.slot();
            out.finishAll();
        }
        assertEquals(0, piece.taken);
        for (int i = 0; i < 4; i++) {
            out.slot();
            out.finishAll();
        }
        assertEquals(
                List.of(
                        "1: M 0 at 0 -1..-160",
                        "2: 1 at 160 -1..-160",
                        "3: 2 at 320 -1..-160",
                        "4: 3 at 480 1..160",
                        "5: 4 at 640 161..320",
                        "6: 5 at 800 321..480"),
                out.log());
        assertEquals(480, piece.taken);
    }

    @Test
    @DisplayName(
            "silence that is always sent is encoded from its time on; when it is late, audio that came meanwhile goes first")
    void continuous() {
        out.sender.sendSilence(true);
        out.slot();
        out.finishAll();
        out.slot();
        out.add(160, true);
        out.slot();
        out.finishAll();
        out.slot();
        out.finishAll();
        assertEquals(List.of("1: M 0 at 0 0..0", "3: M 1 at 320 1..160", "4: 2 at 480 0..0"), out.log());
        assertEquals(1, out.counters.codecLate());
    }

    @Test
    @DisplayName("silence is described by comfort noise in its turn, and is not encoded")
    void comfortNoise() {
        var quiet = new Outgoing(true, parameters -> parameters.comfortNoise(13));
        quiet.sender.suppressSilence(true);
        quiet.sender.add(new Segment(new short[480], NOBODY, true));
        assertEquals(0, quiet.waiting());
        for (int i = 0; i < 5; i++) {
            quiet.slot();
        }
        assertEquals(List.of("1: 0 at 0 noise"), quiet.log());
        assertEquals(480, quiet.counters.samplesPlayed());
        assertFalse(quiet.codec.log.contains("reset"));
    }

    @Test
    @DisplayName(
            "speech, background and speech again: audio and comfort noise in the same packet times as when encoded at once")
    void speechAndNoise() {
        List<List<String>> sent = new ArrayList<>();
        for (boolean costly : new boolean[] {true, false}) {
            var call = new Outgoing(costly, parameters -> parameters.comfortNoise(13));
            call.sender.suppressSilence(true);
            for (int part = 0; part < 5; part++) {
                call.sender.add(new Segment(sound(part % 2 == 1 ? 6_000 : 30, part), NOBODY, false));
            }
            for (int i = 0; i < 270; i++) {
                call.slot();
                call.finishAll();
            }
            sent.add(call.sent.stream()
                    .map(packet -> packet.timestamp() + " " + packet.payloadType() + " " + packet.marker())
                    .toList());
            assertEquals(40_000, call.counters.samplesPlayed());
        }
        assertEquals(sent.get(1), sent.get(0));
        assertTrue(
                sent.get(0).size() > 100 && sent.get(0).size() < 200,
                sent.get(0).size() + " packets");
    }

    private static short[] sound(int loudness, int seed) {
        var random = new Random(seed);
        short[] pcm = new short[8_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (loudness * (random.nextDouble() - 0.5));
        }
        return pcm;
    }

    @Test
    @DisplayName("another source: what was encoded for the old one is encoded again, from a fresh state")
    void otherSource() {
        Outgoing.Piece piece = out.add(480, true);
        out.finishAll();
        out.slot();
        out.sender.changeSsrc(10);
        out.finishAll();
        out.slot();
        out.slot();
        assertEquals(List.of("1: M 0 at 0 1..160", "2: M 1 at 160 161..320", "3: 2 at 320 321..480"), out.log());
        assertEquals(List.of("new", "reset"), out.codec.log);
        assertEquals(480, piece.taken);
    }
}
