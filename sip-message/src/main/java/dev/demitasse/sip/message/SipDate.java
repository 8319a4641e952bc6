// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * {@code SIP-date = rfc1123-date}, RFC 3261 sections 20.17 and 25.1: always GMT, always 29 characters, letter case as
 * written. The name of the day must be one, but need not be the right one. Second 60, a leap second, is read as second
 * 59, as {@code java.time} does. Stateless.
 */
final class SipDate {
    private static final String RULE = "SIP-date";
    private static final String FORM = "Www, dd Mmm yyyy hh:mm:ss GMT";
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final int LEAP_SECOND = 60;

    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private SipDate() {}

    static Instant parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.moveTo(in.end());
        String text = Text.of(in.bytes(), start, in.end());
        if (!hasForm(text)) {
            throw new SipParseException(RULE, FORM, start, "another text", 400);
        }
        int second = digits(text, 23, 25);
        try {
            return LocalDateTime.of(
                            digits(text, 12, 16),
                            MONTHS.indexOf(text.substring(8, 11)) + 1,
                            digits(text, 5, 7),
                            digits(text, 17, 19),
                            digits(text, 20, 22),
                            second == LEAP_SECOND ? LEAP_SECOND - 1 : second)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new SipParseException(RULE, "a date there is", start, "another", 400);
        }
    }

    private static boolean hasForm(String text) {
        if (text.length() != FORM.length()
                || !DAYS.contains(text.substring(0, 3))
                || !MONTHS.contains(text.substring(8, 11))) {
            return false;
        }
        for (int i = 3; i < text.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            boolean fits = "dyhms".indexOf(form) >= 0 ? c >= '0' && c <= '9' : c == form;
            boolean month = i >= 8 && i < 11;
            if (!fits && !month) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    static void write(Instant value, ByteWriter out) {
        if (value.isBefore(YEAR_0) || !value.isBefore(YEAR_10000)) {
            throw new IllegalArgumentException("a date whose year is not in 0..9999");
        }
        LocalDateTime time = LocalDateTime.ofInstant(value, ZoneOffset.UTC);
        out.text(DAYS.get(time.getDayOfWeek().getValue() - 1)).text(", ");
        padded(time.getDayOfMonth(), 2, out).put(' ');
        out.text(MONTHS.get(time.getMonthValue() - 1)).put(' ');
        padded(time.getYear(), 4, out).put(' ');
        padded(time.getHour(), 2, out).put(':');
        padded(time.getMinute(), 2, out).put(':');
        padded(time.getSecond(), 2, out).text(" GMT");
    }

    private static ByteWriter padded(int value, int width, ByteWriter out) {
        String text = Integer.toString(value);
        return out.text("0".repeat(width - text.length())).text(text);
    }
}
