// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.DemuxCall.packet;
import static dev.demitasse.rtp.media.internal.DemuxCall.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.SharedDemux.Expected;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("the shared port against a model that asks every call")
class SharedDemuxPropertyTest {
    private static final int STEPS = 300;

    private SharedDemux demux = new SharedDemux();
    private NaiveDemux model = new NaiveDemux();
    private final List<DemuxCall> calls = new ArrayList<>();
    private Random random = new Random(0);
    private long now;
    private int made;

    private InetSocketAddress anyAddress() {
        return address(1 + random.nextInt(3), 4_000 + random.nextInt(3));
    }

    private int anySsrc() {
        return random.nextInt(5);
    }

    private Expected anyExpected(int ours) {
        return new Expected(
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(anyAddress()),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(anyAddress()),
                random.nextInt(4) == 0 ? OptionalInt.of(anySsrc()) : OptionalInt.empty(),
                random.nextInt(4) != 0,
                ours);
    }

    private void addCall() {
        var call = new DemuxCall(made++);
        calls.add(call);
        Expected expected = anyExpected(call.ours);
        demux.expect(call.call, expected);
        model.expect(made - 1, expected);
    }

    private void change(DemuxCall call) {
        int id = call.ours & 0xFFFF;
        switch (random.nextInt(6)) {
            case 0 -> {
                Expected expected = anyExpected(call.ours);
                demux.expect(call.call, expected);
                model.expect(id, expected);
            }
            case 1 -> {
                InetSocketAddress from = anyAddress();
                int ssrc = anySsrc();
                demux.hear(call.call, from, ssrc);
                model.hear(id, from, ssrc);
            }
            case 2, 3 -> {
                InetSocketAddress from = anyAddress();
                demux.lock(call.call, from);
                model.lock(id, from);
            }
            case 4 -> {
                demux.open(call.call);
                model.open(id);
            }
            default -> {
                demux.remove(call.call, now);
                model.remove(id, now);
                calls.remove(call);
            }
        }
    }

    private void rtp() {
        InetSocketAddress from = anyAddress();
        int ssrc = anySsrc();
        String wanted = model.rtp(from, ssrc, now);
        calls.forEach(call -> call.rtp = 0);
        assertEquals(wanted, demux.onRtp(packet(ssrc), from, now) + given(false));
    }

    private void rtcp() {
        InetSocketAddress from = anyAddress();
        int type = 200 + random.nextInt(2);
        int sender = anySsrc();
        int[] subjects = IntStream.range(0, random.nextInt(3))
                .map(i -> 0x0500_0000 + random.nextInt(made + 1))
                .toArray();
        String wanted = model.rtcp(from, type == 200, sender, subjects, now);
        calls.forEach(call -> call.rtcp = 0);
        assertEquals(wanted, demux.onRtcp(report(type, sender, subjects), from, now) + given(true));
    }

    private String given(boolean rtcp) {
        return calls.stream()
                .filter(call -> (rtcp ? call.rtcp : call.rtp) > 0)
                .map(call -> " " + (call.ours & 0xFFFF) + "x" + (rtcp ? call.rtcp : call.rtp))
                .collect(Collectors.joining());
    }

    @Property
    @Label(
            "any calls, changes and packets, in any order: each packet is given to whom the model gives it; no more keys than 19 a call")
    void asTheModel(@ForAll long seed) {
        random = new Random(seed);
        demux = new SharedDemux();
        model = new NaiveDemux();
        calls.clear();
        made = 0;
        now = 0;
        for (int i = 0; i < STEPS; i++) {
            now += random.nextInt(8) == 0 ? random.nextInt(2_000_000_000) : 20_000_000L;
            int kind = random.nextInt(10);
            if (calls.isEmpty() || kind == 0 && calls.size() < 8) {
                addCall();
            } else if (kind < 4) {
                change(calls.get(random.nextInt(calls.size())));
            } else if (kind < 9) {
                rtp();
            } else {
                rtcp();
            }
            assertTrue(demux.keys() <= 19 * calls.size(), () -> demux.keys() + " keys");
        }
        List.copyOf(calls).forEach(call -> demux.remove(call.call, now));
        assertEquals(0, demux.keys());
    }
}
