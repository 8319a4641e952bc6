// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The headers component of a SIP URI: RFC 3261 sections 19.1.1 and 19.1.4. */
class UriHeadersPropertyTest {
    record Line(String name, String value) {}

    @Provide
    Arbitrary<List<Line>> lines() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-.!%*_+`'~09")
                .ofMinLength(2)
                .ofMaxLength(6);
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings().withChars("&=?%+;,<>\"@/ \u00fc\u4f60").ofMaxLength(8));
        Arbitrary<String> oneLine = values.map(value -> value.replaceAll("[\r\n\0]", ""));
        return Combinators.combine(names, oneLine)
                .as(Line::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .uniqueElements(Line::name);
    }

    private static SipUri uri(List<Line> lines) {
        SipUriBuilder builder = SipUri.builder("h").user("a");
        lines.forEach(line -> builder.header(line.name(), line.value()));
        return builder.build();
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("lines") List<Line> lines) {
        SipUri uri = uri(lines);
        for (Line line : lines) {
            assertEquals(Optional.of(line.value()), uri.header(line.name()));
            assertEquals(Optional.of(Text.trimmed(line.value())), uri.header(Header.text(line.name())), uri.toString());
        }
        assertEquals(Optional.empty(), uri.header("Subject"));
    }

    @Property
    void orderDoesNotCount(@ForAll("lines") List<Line> lines, @ForAll long seed) {
        List<Line> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(seed));
        assertTrue(uri(lines).equivalentTo(uri(shuffled)));
    }
}
