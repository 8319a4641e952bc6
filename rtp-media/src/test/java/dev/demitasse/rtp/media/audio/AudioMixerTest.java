// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.testkit.AllocationProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the mixer: each member hears the sum of the others")
class AudioMixerTest {
    private static final AudioFormat NARROW = AudioFormat.NARROWBAND;
    private static final AudioFormat WIDE = new AudioFormat(16_000, 1);

    private final AudioMixer mixer = new AudioMixer();

    private static short[] frame(AudioFormat format, int value) {
        short[] frame = new short[format.samples(20)];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    private AudioMixer.Member join(AudioFormat format) {
        AudioMixer.Member member = mixer.join();
        member.onFormats(format, format);
        return member;
    }

    private static short[] hear(AudioMixer.Member member, AudioFormat format, int says) {
        short[] heard = new short[format.samples(20)];
        member.process(frame(format, says), heard, 0);
        return heard;
    }

    /** One round: each says its value; the last round's sums are what they hear. */
    private static List<Integer> round(List<AudioMixer.Member> members, int... says) {
        var heard = new ArrayList<Integer>();
        for (int i = 0; i < says.length; i++) {
            heard.add((int) hear(members.get(i), NARROW, says[i])[80]);
        }
        return heard;
    }

    @Test
    @DisplayName("three members: the others and not oneself, 20 ms later at the most")
    void sums() {
        var members = List.of(join(NARROW), join(NARROW), join(NARROW));
        round(members, 0, 0, 0);
        round(members, 1, 20, 300);
        assertEquals(List.of(320, 301, 21), round(members, 1, 20, 300));
        assertEquals(List.of(320, 302, 22), round(members, 2, 20, 300));
        assertEquals(3, mixer.size());
    }

    @Test
    @DisplayName("the sum saturates and does not wrap, both ways")
    void saturates() {
        var members = List.of(join(NARROW), join(NARROW), join(NARROW));
        for (int i = 0; i < 3; i++) {
            round(members, 30_000, 30_000, -30_000);
        }
        assertEquals(List.of(0, 0, 32_767), round(members, 30_000, 30_000, -30_000));
        round(members, -30_000, -30_000, 0);
        round(members, -30_000, -30_000, 0);
        assertEquals(-32_768, round(members, -30_000, -30_000, 0).get(2));
    }

    @Test
    @DisplayName("two members: a bridge; whoever is alone hears nothing, and nothing is sent")
    void bridge() {
        var alone = join(NARROW);
        assertFalse(alone.process(frame(NARROW, 5), new short[160], 0));
        var other = join(NARROW);
        other.process(frame(NARROW, 7), new short[160], 0);
        alone.process(frame(NARROW, 5), new short[160], 0);
        short[] heard = new short[160];
        assertTrue(other.process(frame(NARROW, 7), heard, 0));
        assertArrayEquals(frame(NARROW, 5), heard);
        other.close();
        other.close();
        assertEquals(1, mixer.size());
        assertFalse(alone.process(frame(NARROW, 5), heard, 0));
        assertArrayEquals(new short[160], heard);
    }

    @Test
    @DisplayName("each in its own format: narrow and wide, one channel and two, and a codec that changes in the call")
    void formats() {
        AudioFormat stereo = new AudioFormat(48_000, 2);
        var members = List.of(join(NARROW), join(WIDE), join(stereo));
        var formats = new ArrayList<>(List.of(NARROW, WIDE, stereo));
        for (int i = 0; i < 20; i++) {
            if (i == 10) {
                members.get(0).onFormats(WIDE, WIDE);
                formats.set(0, WIDE);
            }
            for (int member = 0; member < 3; member++) {
                short[] heard = hear(members.get(member), formats.get(member), 1_000 * (member + 1));
                if (i == 9 || i == 19) {
                    assertEquals(6_000 - 1_000 * (member + 1), heard[heard.length / 2], 12);
                    assertEquals(heard[heard.length - 2], heard[heard.length - 1], 2);
                }
            }
        }
    }

    @Test
    @DisplayName("a muted member is not heard, and hears")
    void mute() {
        var members = List.of(join(NARROW), join(NARROW));
        members.get(0).mute(true);
        round(members, 9, 9);
        round(members, 9, 9);
        assertEquals(List.of(9, 0), round(members, 9, 9));
        members.get(0).mute(false);
        round(members, 9, 9);
        assertEquals(List.of(9, 9), round(members, 9, 9));
    }

    @Test
    @DisplayName("a member whose loop stalls is caught up with: its delay is a frame again within seconds")
    void stall() {
        var speaker = join(NARROW);
        var listener = join(NARROW);
        int said = 0;
        for (int i = 0; i < 3; i++) {
            hear(speaker, NARROW, ++said);
            hear(listener, NARROW, 0);
        }
        hear(speaker, NARROW, ++said);
        hear(speaker, NARROW, ++said);
        int behind = 0;
        for (int i = 0; i < 200; i++) {
            hear(speaker, NARROW, ++said);
            behind = said - hear(listener, NARROW, 0)[0];
            assertTrue(i > 0 || behind == 2, "the two frames of the stall are late, not lost");
            assertTrue(behind <= 2, "behind by " + behind);
        }
        assertEquals(0, behind);
        for (int i = 0; i < 100; i++) {
            hear(speaker, NARROW, ++said);
        }
        assertEquals(said, hear(listener, NARROW, 0)[0], "after two seconds away the newest frame is heard");
    }

    @Test
    @DisplayName("who joins or leaves takes no frame from the others")
    void joinsBetweenFrames() {
        var speaker = join(NARROW);
        var listener = join(NARROW);
        for (int i = 1; i <= 5; i++) {
            hear(speaker, NARROW, i);
            hear(listener, NARROW, 0);
        }
        hear(speaker, NARROW, 6);
        var third = join(NARROW);
        assertEquals(6, hear(listener, NARROW, 0)[0]);
        hear(speaker, NARROW, 7);
        third.close();
        assertEquals(7, hear(listener, NARROW, 0)[0]);
    }

    @Test
    @DisplayName("two threads as two loops: frames come whole, in order, and are not torn")
    void threads() throws InterruptedException {
        var speaker = join(NARROW);
        var listener = join(NARROW);
        var failures = new ArrayList<String>();
        Thread thread = new Thread(() -> {
            for (int i = 1; i < 30_000; i++) {
                hear(speaker, NARROW, i);
            }
        });
        thread.start();
        int last = 0;
        while (thread.isAlive()) {
            short[] heard = hear(listener, NARROW, 0);
            short first = heard[0];
            for (short sample : heard) {
                if (sample != first) {
                    failures.add("torn at " + first);
                    break;
                }
            }
            if (first != 0) {
                if (first < last) {
                    failures.add(first + " after " + last);
                }
                last = first;
            }
        }
        thread.join();
        assertEquals(List.of(), failures);
    }

    @Test
    @DisplayName("there is room for 64; nothing is allocated per frame")
    void bounds() {
        var members = new ArrayList<AudioMixer.Member>();
        for (int i = 0; i < AudioMixer.MAXIMUM_MEMBERS; i++) {
            members.add(join(i % 2 == 0 ? NARROW : WIDE));
        }
        assertThrows(IllegalStateException.class, mixer::join);
        members.get(0).close();
        assertEquals(64, join(NARROW) == null ? 0 : mixer.size());
        members.subList(2, 64).forEach(AudioMixer.Member::close);
        short[] narrow = new short[160];
        short[] wide = new short[320];
        short[] toNarrow = new short[160];
        short[] toWide = new short[320];
        var other = join(NARROW);
        Runnable frames = () -> {
            for (int i = 0; i < 200; i++) {
                members.get(1).process(wide, toWide, 0);
                other.process(narrow, toNarrow, 0);
            }
        };
        for (int i = 0; i < 50; i++) {
            frames.run();
        }
        assertEquals(0, AllocationProbe.create().measure(frames) / 200);
    }
}
