// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9143 15: packets name the stream they are of, where that is agreed on")
class Rfc9143Section15Test extends WireFixture {
    private static final MidExtension AUDIO = new MidExtension(3, "a");
    private static final String SENT = "bede 30610000";

    Rfc9143Section15Test() throws IOException {}

    private void openNamed() {
        open(pcmu(peer).mid(AUDIO).genericNack(true));
    }

    /** Which packets have a MID, as runs: so many with it, so many without, and so on. */
    private List<Integer> runs(List<String> extensions) {
        List<Integer> runs = new ArrayList<>(List.of(0));
        for (String extension : extensions) {
            boolean has = !extension.isEmpty();
            if (has != (runs.size() % 2 == 1)) {
                runs.add(0);
            }
            runs.set(runs.size() - 1, runs.get(runs.size() - 1) + 1);
        }
        return runs;
    }

    @Test
    @DisplayName("15: the first ten packets have it, and each that begins a talkspurt")
    void firstPackets() {
        openNamed();
        play(300);
        run(1_000);
        play(60);
        run(200);
        assertEquals(List.of(10, 5, 1, 2), runs(peer.extensions));
        assertEquals(SENT, peer.extensions.get(0));
        assertTrue(peer.heard.get(15).marker());
        assertTrue(peer.heard.stream().allMatch(packet -> packet.length() == 160));
        assertEquals(18 * 160, session.statistics().sent().octets(), "it is no payload");
    }

    @Test
    @DisplayName("15: nobody else's packets have one")
    void without() {
        open(pcmu(peer));
        play(300);
        run(400);
        assertEquals(List.of(0, 15), runs(peer.extensions));
    }

    @Test
    @DisplayName("15: when the SSRC changes, the first packets of the new one have it")
    void changedSsrc() {
        openNamed();
        play(2_000);
        run(500);
        int ours = peer.heard.get(0).ssrc();
        peer.sendAudio(ports.rtpAddress(), 0, 1, 0, ours);
        run(1_500);
        int first = (int)
                peer.heard.stream().takeWhile(packet -> packet.ssrc() == ours).count();
        assertTrue(first > 20 && first < peer.heard.size());
        int others = peer.heard.size() - first;
        assertEquals(List.of(10, first - 10, 10, others - 10), runs(peer.extensions));
    }

    @Test
    @DisplayName("15: a new agreement may mean a new receiver: the first packets after it have it, under its number")
    void update() {
        openNamed();
        play(2_000);
        run(1_000);
        int before = peer.heard.size();
        session.update(pcmu(peer).mid(new MidExtension(4, "a")).build());
        run(500);
        int middle = peer.heard.size();
        session.update(pcmu(peer).build());
        run(500);
        List<String> extensions = peer.extensions;
        assertEquals(List.of(10, before - 10), runs(extensions.subList(0, before)));
        assertEquals(List.of(10, middle - before - 10), runs(extensions.subList(before, middle)));
        assertEquals("bede 40610000", extensions.get(before));
        assertEquals(List.of(0, extensions.size() - middle), runs(extensions.subList(middle, extensions.size())));
    }

    @Test
    @DisplayName("15: digits have it too; each begins with it")
    void digits() {
        openNamed();
        play(300);
        run(400);
        session.sendDtmf("1");
        run(500);
        List<String> events = peer.extensions.subList(15, peer.extensions.size());
        assertEquals(List.of(1, events.size() - 1), runs(events));
        assertTrue(peer.heard.get(15).marker() && peer.heard.get(15).type() == 101);
        assertEquals("01", peer.heard.get(15).payload().substring(0, 2));
    }

    @Test
    @DisplayName("RFC 4585 6.2.1: what is sent again is as it was, and counts without it")
    void sentAgain() {
        openNamed();
        play(100);
        run(200);
        ByteBuffer bytes = ByteBuffer.allocate(4_000);
        new ReceiverReport(new Ssrc(7), List.of()).writeTo(bytes);
        SourceDescription.ofCname(new Ssrc(7), "peer").writeTo(bytes);
        var source = new Ssrc(peer.heard.get(0).ssrc());
        new GenericNack(new Ssrc(7), source, List.of(peer.heard.get(2).number())).writeTo(bytes);
        peer.sendRtcp(ports.rtcpAddress(), bytes.flip());
        run(50);
        assertEquals(6, peer.heard.size());
        assertEquals(Collections.nCopies(6, SENT), peer.extensions);
        assertEquals(peer.heard.get(2).payload(), peer.heard.get(5).payload());
        assertEquals(6 * 160, session.statistics().sent().octets());
    }

    @Test
    @DisplayName("15.2: a name too long, or a number too high, for headers of one byte is sent with headers of two")
    void twoBytes() {
        open(pcmu(peer).mid(new MidExtension(15, "ab")));
        play(20);
        run(50);
        assertEquals(List.of("1000 0f026162"), peer.extensions);
        session.update(pcmu(peer).mid(new MidExtension(1, "m".repeat(255))).build());
        play(20);
        run(50);
        assertEquals("1000 01ff" + "6d".repeat(255) + "000000", peer.extensions.get(1));
        assertEquals(160, peer.heard.get(1).length());
    }

    @Test
    @DisplayName("15.1: each report names the stream too, beside its canonical name, while it has a name")
    void reports() {
        openNamed();
        play(2_000);
        run(10_000);
        session.update(pcmu(peer).build());
        int named = peer.heardRtcp.size();
        run(20_000);
        assertTrue(named > 0 && peer.heardRtcp.size() > named);
        for (int i = 0; i < peer.heardRtcp.size(); i++) {
            List<RtcpPacket> packets = new ArrayList<>();
            RtcpReader.read(ByteBuffer.wrap(peer.heardRtcp.get(i)), packets);
            var chunk = ((SourceDescription) packets.get(1)).chunks().get(0);
            assertEquals(SourceDescription.CNAME, chunk.items().get(0).type());
            assertEquals(
                    i < named ? List.of(new SourceDescription.Item(SourceDescription.MID, "a")) : List.of(),
                    chunk.items().subList(1, chunk.items().size()));
        }
    }
}
