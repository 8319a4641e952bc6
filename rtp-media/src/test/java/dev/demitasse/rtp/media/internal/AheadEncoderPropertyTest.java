// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.MediaDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("encoding ahead, against what was sent and against encoding at once")
class AheadEncoderPropertyTest {
    private static final int STEPS = 120;

    /** One sender, and what the application remembers of it. */
    private static final class Application {
        final Outgoing out;
        final List<Outgoing.Piece> pieces = new ArrayList<>();

        Application(boolean costly) {
            out = new Outgoing(costly);
        }

        void add(int length, boolean ends) {
            pieces.add(out.add(length, ends));
        }

        void cancel(int which) {
            if (!pieces.isEmpty()) {
                out.sender.cancel(pieces.get(which % pieces.size()).segment);
            }
        }

        /** Does one of the things that may happen to a sender besides its packet times. */
        void happen(int what, int length, int which) {
            switch (what) {
                case 0, 1 -> add(length, false);
                case 2 -> add(length, true);
                case 3 -> cancel(which);
                case 4 -> out.sender.discard();
                default -> throw new AssertionError(what);
            }
        }
    }

    @Property
    @Label(
            "a prompt worker: the same packets as when each is encoded in its packet time, bit for bit, with digits between")
    void sameAsAtOnce(@ForAll long seed) {
        var random = new Random(seed);
        var ahead = new Application(true);
        var atOnce = new Application(false);
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(12);
            int length = random.nextInt(350);
            int which = random.nextInt(50);
            for (Application each : List.of(ahead, atOnce)) {
                if (what < 5) {
                    each.happen(what, length, which);
                } else if (what == 5 && which < 10) {
                    each.out.digit('5');
                } else {
                    each.out.slot();
                }
                each.out.finishAll();
            }
        }
        assertEquals(atOnce.out.sent, ahead.out.sent);
        assertEquals(atOnce.out.told, ahead.out.told);
        assertEquals(atOnce.out.counters.samplesPlayed(), ahead.out.counters.samplesPlayed());
        for (int i = 0; i < ahead.pieces.size(); i++) {
            assertEquals(atOnce.pieces.get(i).taken, ahead.pieces.get(i).taken, "piece " + i);
            assertEquals(atOnce.pieces.get(i).untaken, ahead.pieces.get(i).untaken, "piece " + i);
        }
    }

    @Property
    @Label(
            "a prompt worker and a processor that speaks now and then, with digits and hold: the same packets as when encoded at once")
    void sameWithProcessor(@ForAll long seed) {
        var random = new Random(seed);
        var ahead = new Application(true);
        var atOnce = new Application(false);
        boolean speaks = false;
        boolean hold = false;
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(8);
            int length = random.nextInt(350);
            int which = random.nextInt(50);
            speaks ^= random.nextInt(6) == 0;
            boolean turns = random.nextInt(12) == 0;
            hold ^= turns;
            MediaDirection direction = hold ? MediaDirection.RECVONLY : MediaDirection.SENDRECV;
            short[] frame = new short[160];
            frame[0] = (short) -step;
            for (Application each : List.of(ahead, atOnce)) {
                if (turns) {
                    each.out.update(parameters -> parameters.direction(direction));
                } else if (what < 5) {
                    each.happen(what, length, which);
                } else if (which == 0) {
                    each.out.digit('5');
                } else {
                    if (speaks) {
                        each.out.sender.addProcessed(frame);
                    }
                    each.out.slot();
                }
                each.out.finishAll();
            }
        }
        assertEquals(atOnce.out.sent, ahead.out.sent);
        assertEquals(atOnce.out.counters.samplesPlayed(), ahead.out.counters.samplesPlayed());
        assertEquals(atOnce.out.counters.processorDropped(), ahead.out.counters.processorDropped());
    }

    @Property
    @Label(
            "any worker, any interruption: what was played is exactly what was sent, each sample once, in order; timestamps are those of the packet times")
    void playedIsSent(@ForAll long seed) {
        var random = new Random(seed);
        var application = new Application(true);
        Outgoing out = application.out;
        Runnable result = null;
        for (int step = 0; step < 3 * STEPS; step++) {
            int what = random.nextInt(22);
            if (what < 5) {
                application.happen(
                        what == 4 && random.nextBoolean() ? 0 : what, random.nextInt(350), random.nextInt(50));
            } else if (what < 11) {
                out.slot();
            } else if (what == 11) {
                out.sender.changeSsrc(random.nextInt());
            } else if (what == 12) {
                boolean sends = random.nextBoolean();
                out.update(
                        parameters -> parameters.direction(sends ? MediaDirection.SENDRECV : MediaDirection.RECVONLY));
            } else if (what == 13 && result == null && out.waiting() > 0) {
                out.refuse();
            } else if (what == 14) {
                out.digit('5');
            } else if (result != null) {
                result.run();
                result = null;
            } else if (out.waiting() > 0) {
                result = out.begin();
            }
        }
        if (result != null) {
            result.run();
        }
        out.update(parameters -> parameters.direction(MediaDirection.SENDRECV));
        for (int i = 0; i < 3_000 && out.queue.available() + out.dtmf.pending() > 0; i++) {
            out.finishAll();
            out.slot();
        }
        out.finishAll();
        assertEquals(0, out.queue.available(), "all is sent in the end");
        check(application);
    }

    private static void check(Application application) {
        Outgoing out = application.out;
        int played = 0;
        int lastSample = 0;
        int lastAudio = -Outgoing.PACKET;
        int[] taken = new int[application.pieces.size()];
        for (int i = 0; i < out.sent.size(); i++) {
            Outgoing.Sent packet = out.sent.get(i);
            assertEquals(i, packet.sequence(), "in the order of their numbers");
            if (packet.payloadType() == 101) {
                continue;
            }
            int slot = packet.timestamp() / Outgoing.PACKET + 1;
            assertEquals(packet.slot(), slot, packet + " in its own packet time");
            assertTrue(packet.timestamp() > lastAudio, packet.toString());
            if (packet.timestamp() > lastAudio + Outgoing.PACKET) {
                assertTrue(packet.marker(), packet + " after a gap");
            }
            lastAudio = packet.timestamp();
            for (int sample : packet.samples()) {
                if (sample != 0) {
                    assertTrue(sample > lastSample, packet + " after " + lastSample);
                    lastSample = sample;
                    played++;
                    taken[owner(application.pieces, sample)]++;
                }
            }
        }
        assertEquals(played, out.counters.samplesPlayed());
        for (int i = 0; i < taken.length; i++) {
            Outgoing.Piece piece = application.pieces.get(i);
            assertEquals(taken[i], piece.taken, "piece " + i);
            assertEquals(piece.length, piece.taken + piece.untaken, "piece " + i);
        }
    }

    private static int owner(List<Outgoing.Piece> pieces, int sample) {
        int i = pieces.size() - 1;
        while (pieces.get(i).first > sample) {
            i--;
        }
        return i;
    }
}
