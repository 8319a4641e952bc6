// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Typed values come back as they were written, whatever they are made of, and so does all else that is accepted. */
class HeaderRoundTripPropertyTest {
    private static final Set<Header<?>> ONCE = Set.of(Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ);

    /** Some values of one key. */
    record Values<T>(Header<T> header, List<T> values) {}

    /** A key and the text of a line of its. */
    record Line(Header<?> header, String text) {}

    @Example
    void noKeyIsWithoutAGenerator() {
        assertEquals(
                Set.copyOf(Lazily.KEYS.stream()
                        .filter(key -> key != Header.CONTENT_LENGTH)
                        .toList()),
                Set.copyOf(HeaderValues.covered()));
    }

    @Property
    <T> void writtenValuesAreReadAsEqual(@ForAll("values") Values<T> values) throws SipParseException {
        assertComesBack(values.header(), values.values());
    }

    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void mutatedLinesAreRefusedByTypeOrComeBack(@ForAll("mutated") Line line) throws SipParseException {
        Statistics.collect(isAccepted(line.header(), line.text()));
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 10 && share < 90));
    }

    private static <T> boolean isAccepted(Header<T> header, String text) throws SipParseException {
        byte[] message = Messages.crlf(Messages.optionsWith(header.name(), header.name() + ": " + text));
        List<T> values;
        try {
            values = new SipParser().parse(message).all(header);
        } catch (SipParseException | MalformedHeaderException e) {
            return false;
        }
        values.forEach(Lazily::touch);
        if (!values.contains(NameAddress.WILDCARD)) {
            assertComesBack(header, values);
        }
        return true;
    }

    /** All in one message, one a line, and on one line where that may be. */
    private static <T> void assertComesBack(Header<T> header, List<T> values) throws SipParseException {
        SipRequest request = Messages.invite();
        request = request.toBuilder().headers(header, values).build();
        assertEquals(values, request.all(header));
        var oneLine = new ByteWriter(64);
        for (T value : values) {
            if (oneLine.length() > 0) {
                oneLine.put(',');
            }
            header.codec().write(value, oneLine);
        }
        if (header.isListValued() && !values.isEmpty()) {
            String text = new String(oneLine.toArray(), 0, oneLine.length(), StandardCharsets.UTF_8);
            assertEquals(
                    values,
                    request.toBuilder().header(header.name(), text).build().all(header));
        }
        if (header != Header.VIA && header != Header.CSEQ) {
            assertEquals(values, new SipParser().parse(request.toBytes()).all(header));
        }
    }

    @Provide
    Arbitrary<Values<?>> values() {
        return HeaderValues.keys().flatMap(HeaderRoundTripPropertyTest::valuesOf);
    }

    private static <T> Arbitrary<Values<?>> valuesOf(Header<T> header) {
        int most = ONCE.contains(header) ? 1 : 3;
        return HeaderValues.of(header).list().ofMinSize(1).ofMaxSize(most).map(list -> new Values<>(header, list));
    }

    /** A valid value of the table with up to three edits. */
    @Provide
    Arbitrary<Line> mutated() {
        Arbitrary<Line> lines = Arbitraries.of(HeaderTable.ROWS.stream()
                .flatMap(row -> row.valid().stream().map(text -> new Line(row.header(), text)))
                .toList());
        Arbitrary<String> inserts = Arbitraries.of(
                "", " ", "\t", "\n ", ",", ";", "=", "\"", "\\", "<", ">", "(", ")", "*", "%", "%4", ":", "/", "0", "a",
                "\u00e4", "\u0001", "=x", ";q=0.5", "\\\"", "\"\"", ", ");
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 300).list().ofSize(3);
        return Combinators.combine(
                        lines,
                        inserts.list().ofMaxSize(3),
                        places,
                        Arbitraries.integers().between(0, 2))
                .as((line, texts, at, cut) -> {
                    var text = new StringBuilder(line.text());
                    for (int i = 0; i < texts.size(); i++) {
                        int from = at.get(i) % (text.length() + 1);
                        text.replace(from, Math.min(text.length(), from + cut), texts.get(i));
                    }
                    return new Line(line.header(), text.toString());
                });
    }
}
