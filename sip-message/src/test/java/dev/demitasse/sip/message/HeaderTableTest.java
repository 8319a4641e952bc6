// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every typed header: what it takes, what it refuses, and that it is written as it is read")
class HeaderTableTest {
    /** Checked on arrival; the parser's tests have their malformed values. */
    private static final Set<Header<?>> EAGER =
            Set.of(Header.VIA, Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ, Header.CONTENT_LENGTH);

    private static final Set<Header<?>> TEXTS =
            Set.of(Header.USER_AGENT, Header.SERVER, Header.SUBJECT, Header.ORGANIZATION);

    static Stream<HeaderTable.Row<?>> rows() {
        return HeaderTable.ROWS.stream();
    }

    private static SipMessage with(Header<?> header, String value) {
        String line = header.name() + ": " + value;
        return parse(EAGER.contains(header) ? optionsWith(header.name(), line) : options(line + "\n"));
    }

    @Test
    @DisplayName("no key is without its row, and none but text is without malformed values")
    void complete() {
        Set<Header<?>> seen = new HashSet<>();
        HeaderTable.ROWS.forEach(row -> assertTrue(seen.add(row.header()), row + " twice"));
        assertEquals(Set.copyOf(Lazily.KEYS), seen);
        for (HeaderTable.Row<?> row : HeaderTable.ROWS) {
            boolean mustRefuse = !TEXTS.contains(row.header()) && row.header() != Header.CONTENT_LENGTH;
            assertEquals(mustRefuse, !row.malformed().isEmpty(), row.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("valid values are read; written and read again they are equal")
    <T> void valid(HeaderTable.Row<T> row) {
        for (String value : row.valid()) {
            List<T> values = with(row.header(), value).all(row.header());
            assertEquals(value.isEmpty() && row.header().isListValued(), values.isEmpty(), row + ": " + value);
            SipRequest built = ((SipRequest) parse(options("")))
                    .toBuilder().headers(row.header(), values).build();
            assertEquals(
                    values, parse(Messages.text(built).replace("\r\n", "\n")).all(row.header()), row + ": " + value);
            assertEquals(values.hashCode(), built.all(row.header()).hashCode());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("malformed values are refused when read, by name, offset and status")
    void malformed(HeaderTable.Row<?> row) {
        if (EAGER.contains(row.header())) {
            return;
        }
        for (String value : row.malformed()) {
            SipMessage message = with(row.header(), value);
            var e = assertThrows(MalformedHeaderException.class, () -> message.all(row.header()), row + ": " + value);
            assertEquals(row.header().name(), e.header());
            assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
            assertEquals("Malformed " + row.header().name(), e.safeMessage());
            assertTrue(e.offset() > 0 && e.offset() <= message.encodedLength(), row + ": " + value);
            assertFalse(value.length() > 4 && e.getMessage().contains(value), "received text in " + e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("malformed values of the eager ones are refused on arrival")
    void malformedEager(HeaderTable.Row<?> row) {
        if (!EAGER.contains(row.header())) {
            return;
        }
        for (String value : row.malformed()) {
            var e = Messages.rejected(
                    optionsWith(row.header().name(), row.header().name() + ": " + value));
            assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
        }
    }

    @Test
    @DisplayName("RFC 3261 7.3.3 and the registry: the twenty compact forms, in both letter cases")
    void compactForms() {
        List<String> forms = List.of(
                "a Accept-Contact",
                "b Referred-By",
                "c Content-Type",
                "d Request-Disposition",
                "e Content-Encoding",
                "f From",
                "i Call-ID",
                "j Reject-Contact",
                "k Supported",
                "l Content-Length",
                "m Contact",
                "n Identity-Info",
                "o Event",
                "r Refer-To",
                "s Subject",
                "t To",
                "u Allow-Events",
                "v Via",
                "x Session-Expires",
                "y Identity");
        for (String form : forms) {
            String name = form.substring(2);
            String compact = form.substring(0, 1);
            assertTrue(new HeaderField(compact, "x").isNamed(name), form);
            assertTrue(new HeaderField(name.toLowerCase(Locale.ROOT), "x").isNamed(compact), form);
            assertTrue(new HeaderField(compact.toUpperCase(Locale.ROOT), "x").isNamed(name), form);
        }
        long withCompactForm = Lazily.KEYS.stream()
                .filter(key -> key.compactForm().isPresent())
                .peek(key -> assertTrue(forms.contains(key.compactForm().orElseThrow() + " " + key.name())))
                .count();
        assertEquals(forms.size() - 1, withCompactForm, "all but Identity-Info have a key");
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("every name is known in any letter case, by one number")
    void known(HeaderTable.Row<?> row) {
        String name = row.header().name();
        assertTrue(row.header().number() != HeaderNames.UNKNOWN, name);
        assertEquals(name, HeaderNames.name(row.header().number()));
        assertEquals(row.header().number(), HeaderNames.find(name.toUpperCase(Locale.ROOT)));
    }
}
