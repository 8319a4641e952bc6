// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("memory that the sessions of a loop use in turn")
class LoopBuffersPropertyTest {
    private static final int PACKETS = 12;

    /** Packets of one line hold its own number alone, so that audio of another shows. */
    private static short[] marked(int samples, int mark) {
        short[] pcm = new short[samples];
        Arrays.fill(pcm, (short) mark);
        return pcm;
    }

    @Property
    @Label("lines of one loop, with packets of any length that frames cut in two: each hears itself alone")
    void noLineHearsAnother(@ForAll @Size(min = 2, max = 5) List<@IntRange(min = 3, max = 120) Integer> packetMillis) {
        var shared = new LoopBuffers();
        var lines = new ArrayList<PcmLine>();
        packetMillis.forEach(any -> lines.add(new PcmLine(Playing.RATES, 1, shared)));
        for (int n = 0; n < PACKETS; n++) {
            for (int i = 0; i < lines.size(); i++) {
                int samples = 8 * packetMillis.get(i);
                lines.get(i).packet(n, n * samples, marked(samples, 1_000 * (i + 1)), n * packetMillis.get(i));
            }
            long until = (n + 1) * 3 * PcmLine.MILLI;
            lines.forEach(line -> line.pullUntil(until));
        }
        for (int i = 0; i < lines.size(); i++) {
            short mark = (short) (1_000 * (i + 1));
            lines.get(i).pullUntil(3_000 * PcmLine.MILLI);
            short[] heard = lines.get(i).heard();
            int own = 0;
            int run = 0;
            for (int at = 1; at < heard.length; at++) {
                // What is made up, and what leads over to silence, is less loud, has the same sign and does not stand.
                run = heard[at] == heard[at - 1] ? run + 1 : 0;
                assertTrue(
                        heard[at] >= 0 && heard[at] <= mark && (run < 20 || heard[at] == mark || heard[at] == 0),
                        "line " + i + " of " + packetMillis + " hears " + heard[at]);
                own += heard[at] == mark ? 1 : 0;
            }
            assertTrue(own >= 8 * packetMillis.get(i) - 1, "line " + i + " of " + packetMillis);
        }
    }

    @Test
    @DisplayName("a length has one array each way, and they are two")
    void arrays() {
        var buffers = new LoopBuffers();
        assertSame(buffers.received(160), buffers.received(160));
        assertEquals(320, buffers.received(320).length);
        assertEquals(160, buffers.toSend(160).length);
        assertNotSame(buffers.received(160), buffers.toSend(160));
        assertEquals(960, buffers.decoded(960).length);
        assertSame(buffers.decoded(960), buffers.decoded(960));
        assertEquals(100, buffers.decoded(100).length);
    }

    @Test
    @DisplayName("room for a packet is empty each time, and grows")
    void packet() {
        var buffers = new LoopBuffers();
        buffers.packet(172).put(new byte[172]);
        assertEquals(172, buffers.packet(172).remaining());
        assertTrue(buffers.packet(1_000).remaining() >= 1_000);
        assertArrayEquals(new short[160], buffers.received(160));
    }
}
