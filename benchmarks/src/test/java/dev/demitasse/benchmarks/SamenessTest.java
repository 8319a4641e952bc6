// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.Via;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Both sides of each benchmark do the same work")
class SamenessTest {
    @Test
    @DisplayName("the own INVITE is about 1 KB, and whole")
    void sample() throws Exception {
        byte[] invite = Samples.invite("own");
        assertTrue(invite.length > 1000 && invite.length < 1250, invite.length + " bytes");
        SipRequest request = (SipRequest) new SipParser().parse(invite);
        assertEquals(Samples.sdp("own").length, request.body().length());
        assertArrayEquals(invite, request.toBytes());
    }

    @Test
    @DisplayName("parsing an INVITE: the same values are read")
    void parse() throws Exception {
        var benchmark = new ParseInvite();
        benchmark.message = "own";
        benchmark.load();
        assertEquals(benchmark.jainSip(), benchmark.demitasse());
        assertEquals("8f3c21d97", benchmark.demitasse().fromTag());
    }

    @Test
    @DisplayName("parsing SDP: the same values are read")
    void sdp() throws Exception {
        var benchmark = new ParseSdp();
        benchmark.message = "own";
        benchmark.load();
        assertEquals(benchmark.jainSip(), benchmark.demitasse());
        assertEquals(new ParseSdp.Touched("192.0.2.10", 24680, 3), benchmark.demitasse());
    }

    @Test
    @DisplayName("writing an INVITE: all ways write as many bytes as there are, give or take formatting")
    void write() throws Exception {
        var benchmark = new WriteInvite();
        benchmark.message = "own";
        benchmark.load();
        int length = Samples.invite("own").length;
        assertEquals(length, benchmark.writeThrough());
        assertEquals(length, benchmark.copy().length);
        assertEquals(length, benchmark.serialise(), 100);
        assertEquals(length, benchmark.build(), 100);
        assertEquals(length, benchmark.jainSip().length, 100);
        assertTrue(benchmark.forward() > length, "one more Via");
    }

    @Test
    @DisplayName("what is built and then written says the same as the INVITE it was taken from, whoever builds it")
    void built() throws Exception {
        SipRequest invite = (SipRequest) new SipParser().parse(Samples.invite("own"));
        InviteParts parts = InviteParts.of(invite);
        SipRequest ours = DemitasseInvite.of(parts).build();
        var peer = JainSipInvite.of(parts);
        assertSame(invite, ours);
        assertSame(invite, (SipRequest) new SipParser().parse(peer.write()));
        assertSame(invite, (SipRequest) new SipParser().parse(peer.write())); // what it holds is not used up
    }

    /** As text, so that nothing is left out; but the order of parameters is each writer's own. */
    private static void assertSame(SipRequest expected, SipRequest actual) {
        assertEquals(expected.uri(), actual.uri());
        assertEquals(hops(expected), hops(actual));
        assertEquals(names(expected), names(actual));
        assertSame(Header.RECORD_ROUTE, expected, actual);
        assertSame(Header.MAX_FORWARDS, expected, actual);
        assertSame(Header.FROM, expected, actual);
        assertSame(Header.TO, expected, actual);
        assertSame(Header.CALL_ID, expected, actual);
        assertSame(Header.CSEQ, expected, actual);
        assertSame(Header.CONTACT, expected, actual);
        assertSame(Header.P_ASSERTED_IDENTITY, expected, actual);
        assertSame(Header.ALLOW, expected, actual);
        assertSame(Header.SUPPORTED, expected, actual);
        assertSame(Header.USER_AGENT, expected, actual);
        assertSame(Header.CONTENT_TYPE, expected, actual);
        assertSame(Header.CONTENT_LENGTH, expected, actual);
        for (String name : List.of("X-Room-ID", "X-Session-ID")) {
            assertEquals(expected.headers().first(name), actual.headers().first(name));
        }
        assertEquals(expected.body(), actual.body());
    }

    private static Set<String> names(SipRequest request) {
        Set<String> names = new TreeSet<>();
        request.headers().forEach(line -> names.add(line.name()));
        return names;
    }

    private static void assertSame(Header<?> header, SipRequest expected, SipRequest actual) {
        assertEquals(expected.all(header), actual.all(header), header.name());
    }

    private static List<Map<String, String>> hops(SipRequest request) {
        return request.vias().stream().map(SamenessTest::hop).toList();
    }

    private static Map<String, String> hop(Via via) {
        Map<String, String> values = new TreeMap<>();
        values.put("sent", via.transport() + " " + via.sentBy());
        for (String name : via.parameters().names()) {
            values.put(";" + name, via.parameters().value(name).orElseThrow());
        }
        return values;
    }
}
