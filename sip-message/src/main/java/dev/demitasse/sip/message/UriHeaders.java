// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The headers component of a SIP URI: read, and compared as RFC 3261 section 19.1.4 does. Stateless. */
final class UriHeaders {
    private UriHeaders() {}

    /** Whether both hold the same headers, in whatever order; names without regard to letter case, long or compact. */
    static boolean match(String mine, String theirs) {
        if (mine.equals(theirs)) {
            return true;
        }
        return canonical(mine).equals(canonical(theirs));
    }

    /**
     * The decoded value of the first header of that name, long or compact; empty if there is none. It may hold any byte, line
     * ends too. What is no ASCII has no letter case here, so that no other letter passes for one of a known name.
     */
    static Optional<byte[]> value(String headers, String name) {
        int number = HeaderNames.find(name);
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        for (String header : split(headers)) {
            int equals = Math.max(header.indexOf('='), 0);
            byte[] found = unescaped(header.substring(0, equals));
            boolean known = number != HeaderNames.UNKNOWN
                    && number == HeaderNames.find(new String(found, StandardCharsets.UTF_8));
            if (known || Text.equalsIgnoreCase(found, 0, found.length, wanted, 0, wanted.length)) {
                return Optional.of(unescaped(header.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /** The first value of a header whose line is the decoded one given; a line end in it is never a fold. */
    static <T> Optional<T> read(Header<T> header, byte[] line) {
        List<T> values = new ArrayList<>();
        try {
            int end = 0;
            for (int i = 0; i < line.length; i++) {
                if (line[i] == '\r' || line[i] == '\n' || line[i] == 0) {
                    throw new SipParseException("header-value", "one line", i, "CR, LF or NUL", 400);
                }
                end = CharClass.is(line[i], CharClass.WSP) ? end : i + 1;
            }
            ByteCursor in = ByteCursor.overReceived(line, 0, end);
            in.skipLws();
            MessageContent.readLine(header, in, values);
        } catch (SipParseException e) {
            throw new MalformedHeaderException(header.name(), e);
        }
        return values.stream().findFirst();
    }

    private static byte[] unescaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Text.unescapedBytes(bytes, 0, bytes.length);
    }

    private static List<String> split(String headers) {
        List<String> out = new ArrayList<>();
        for (int from = 0;
                from < headers.length();
                from = out.get(out.size() - 1).length() + from + 1) {
            int ampersand = headers.indexOf('&', from);
            out.add(headers.substring(from, ampersand < 0 ? headers.length() : ampersand));
        }
        return out;
    }

    private static List<String> canonical(String headers) {
        List<String> out = new ArrayList<>();
        for (String header : split(headers)) {
            int equals = Math.max(header.indexOf('='), 0);
            out.add(canonicalName(decoded(header.substring(0, equals))) + decoded(header.substring(equals)));
        }
        out.sort(null);
        return out;
    }

    private static String canonicalName(String name) {
        int number = HeaderNames.find(name);
        return (number == HeaderNames.UNKNOWN ? name : HeaderNames.name(number)).toLowerCase(Locale.ROOT);
    }

    /** All of it is ASCII, which other bytes are escaped in. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Text.comparable(bytes, 0, bytes.length);
    }
}
