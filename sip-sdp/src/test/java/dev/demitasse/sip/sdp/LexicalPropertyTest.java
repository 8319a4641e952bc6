// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("words, numbers and addresses")
class LexicalPropertyTest {
    @Provide
    Arbitrary<String> words() {
        var common =
                Arbitraries.of("rtpmap", "fmtp", "sendrecv", "0", "7", "127", "128", "007", "RTP/AVP", "0 0", "20");
        var near = Arbitraries.of("rtpmaq", "rtqmap", "sendrecV", "IP5", "RTP/AVP ", "\u00e4", "mi\u00e4");
        return Arbitraries.oneOf(common, near, Arbitraries.strings().ascii().ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> addressLike() {
        return Arbitraries.strings().withChars("0123456789abcdefABCDEF:.g%[ ").ofMaxLength(42);
    }

    @Property
    @Label("a common word reads as any other text does")
    void commonNames(@ForAll("words") String word) {
        byte[] bytes = ("<" + word + ">").getBytes(StandardCharsets.UTF_8);
        assertEquals(word, CommonNames.string(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
    }

    @Property
    @Label("every IPv4 and IPv6 address reads back from the JDK's text")
    void literals(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] sixteen) throws UnknownHostException {
        for (byte[] octets : new byte[][] {four, sixteen}) {
            var address = InetAddress.getByAddress(octets);
            assertEquals(Optional.of(address), IpLiteral.parse(address.getHostAddress()));
        }
    }

    @Property
    @Label("an IPv6 literal with its zeros left out is the same address")
    void compressed(
            @ForAll @Size(16) byte[] octets,
            @ForAll @IntRange(max = 7) int from,
            @ForAll @IntRange(min = 1, max = 8) int count)
            throws UnknownHostException {
        int to = Math.min(8, from + count);
        var text = new StringBuilder();
        for (int group = 0; group < 8; group++) {
            if (group >= from && group < to) {
                octets[2 * group] = 0;
                octets[2 * group + 1] = 0;
                text.append(group == from ? "::" : "");
            } else {
                text.append(group == 0 || group == to ? "" : ":");
                text.append(Integer.toHexString((octets[2 * group] & 0xff) << 8 | octets[2 * group + 1] & 0xff));
            }
        }
        assertEquals(Optional.of(InetAddress.getByAddress(octets)), IpLiteral.parse(text.toString()), text.toString());
    }

    @Property
    @Label("no text raises anything, and what is taken for a literal is one to the JDK too")
    void anyText(@ForAll("addressLike") String text) throws UnknownHostException {
        var literal = IpLiteral.parse(text);
        if (literal.isPresent()) {
            assertEquals(literal.get(), InetAddress.getByName(text));
        } else {
            assertTrue(IpLiteral.endpoint(text, 1).isUnresolved());
        }
    }

    @Property
    @Label("a number within its bound reads as it is, beyond it not at all")
    void decimals(@ForAll @IntRange(max = 99_999) int number, @ForAll @IntRange(max = 99_999) int most) {
        assertEquals(number <= most ? number : -1, Text.leadingDecimal("x" + number + "/", 1, most));
    }

    @Property
    @Label("rtpmap and fmtp read back from their attributes, and no text raises anything")
    void typedAttributes(
            @ForAll @IntRange(max = 127) int number,
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll String any) {
        var map = new RtpMap(number, "x-codec", 8000 * channels, channels);
        assertEquals(Optional.of(map), RtpMap.parse(map.toAttribute().value()));
        var parameters = new FormatParameters(Integer.toString(number), "a=1;b");
        assertEquals(
                Optional.of(parameters),
                FormatParameters.parse(parameters.toAttribute().value()));
        RtpMap.parse(any).ifPresent(read -> assertTrue(read.payloadType() <= 127));
        FormatParameters.parse(any).ifPresent(read -> read.parameter("a"));
    }
}
