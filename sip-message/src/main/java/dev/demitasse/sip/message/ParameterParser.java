// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.HashSet;
import java.util.Set;

/**
 * {@code generic-param} and {@code uri-parameter}, RFC 3261 section 25.1: passes over them, and sees to it that each name
 * is there once. Stateless.
 */
final class ParameterParser {
    /** How often the earlier names are looked at again because of one that may be among them. */
    private static final int MAX_LOOKS = 4;

    private ParameterParser() {}

    /**
     * {@code *( SEMI generic-param )}; white space after the last one is not passed over. Parameters without white space and
     * quotes, which is nearly all, are passed over in one loop over the bytes; the first other one and those behind it are
     * left to the cursor.
     */
    static void skip(ByteCursor in, String rule) throws SipParseException {
        byte[] bytes = in.bytes();
        int end = in.end();
        int first = in.position();
        int at = first;
        long seen = 0;
        int count = 0;
        while (at < end && bytes[at] == ';' && count < in.maxParameters()) {
            int to = endOf(CharClass.TOKEN, bytes, at + 1, end);
            int next = to;
            if (to < end && bytes[to] == '=') {
                next = endOf(CharClass.VALUE, bytes, Scan.afterPlain(bytes, to + 1, end), end);
            }
            if (to == at + 1 || next == to + 1 || next < end && CharClass.is(bytes[next], CharClass.LWS)) {
                break;
            }
            seen = checkOnce(in, seen, ++count, first, at + 1, to, rule);
            at = next;
        }
        in.moveTo(at);
        if (at < end && (bytes[at] == ';' || CharClass.is(bytes[at], CharClass.LWS))) {
            skipOthers(in, first, seen, count, rule);
        } else if (hits(seen, count) > MAX_LOOKS) {
            checkAll(in, first, rule, false);
        }
    }

    private static int endOf(int charClass, byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && CharClass.is(bytes[at], charClass)) {
            at++;
        }
        return at;
    }

    private static void skipOthers(ByteCursor in, int first, long seenBefore, int countBefore, String rule)
            throws SipParseException {
        long seen = seenBefore;
        int count = countBefore;
        while (in.acceptSeparator(';')) {
            checkCount(in, ++count, rule);
            int from = in.position();
            in.skipToken(rule);
            seen = checkOnce(in, seen, count, first, from, in.position(), rule);
            if (in.acceptSeparator('=')) {
                if (in.peek() == '"') {
                    in.skipQuoted(rule);
                } else {
                    in.require(CharClass.VALUE, rule, "gen-value");
                }
            }
        }
        if (hits(seen, count) > MAX_LOOKS) {
            checkAll(in, first, rule, false);
        }
    }

    /** {@code *( ";" uri-parameter )}. Of names with escapes the bytes say nothing: if there is one, all are decoded. */
    static void skipUri(ByteCursor in) throws SipParseException {
        int first = in.position();
        long seen = 0;
        int count = 0;
        boolean escaped = false;
        while (in.accept(';')) {
            checkCount(in, ++count, "uri-parameters");
            int from = in.position();
            escaped |= Escapes.require(in, CharClass.URI_PARAMETER, "uri-parameter");
            seen = checkOnce(in, seen, count, first, from, in.position(), "uri-parameters");
            if (in.accept('=')) {
                Escapes.require(in, CharClass.URI_PARAMETER, "uri-parameter");
            }
        }
        if (escaped || hits(seen, count) > MAX_LOOKS) {
            checkAll(in, first, "uri-parameters", true);
        }
    }

    private static void checkCount(ByteCursor in, int count, String rule) throws SipParseException {
        if (count > in.maxParameters()) {
            throw in.fail(rule, "at most " + in.maxParameters() + " parameters");
        }
    }

    /**
     * RFC 3261 7.3.1: "any given parameter-name MUST NOT appear more than once". A 64-bit filter says for most names that
     * they are new; for the others the earlier ones are looked at, a few times: {@link #checkAll} sees to the rest.
     */
    private static long checkOnce(ByteCursor in, long seen, int count, int first, int from, int to, String rule)
            throws SipParseException {
        byte[] bytes = in.bytes();
        // Three characters, in lower case, and the length tell most names apart; only the low six bits of the sum
        // count.
        int sum = (bytes[from] | 0x20) + (bytes[from + to >>> 1] | 0x20) * 5 + (bytes[to - 1] | 0x20) * 11;
        long bit = 1L << sum + (to - from) * 7;
        if ((seen & bit) != 0 && hits(seen, count - 1) < MAX_LOOKS) {
            in.walked(from - first);
            var walk = new ParameterWalk(bytes, first, from, false);
            while (walk.next()) {
                if (Text.equalsIgnoreCase(bytes, walk.nameStart, walk.nameEnd, bytes, from, to)) {
                    throw repeated(rule, from);
                }
            }
        }
        return seen | bit;
    }

    /** How many of the names counted had hit a bit that was set. */
    private static int hits(long seen, int count) {
        return count - Long.bitCount(seen);
    }

    /** Looks at all names once, if those that hit the filter were too many to look back for each: names can be chosen so. */
    private static void checkAll(ByteCursor in, int first, String rule, boolean uri) throws SipParseException {
        in.walked(in.position() - first);
        Set<String> names = new HashSet<>();
        var walk = new ParameterWalk(in.bytes(), first, in.position(), uri);
        while (walk.next()) {
            if (!names.add(walk.comparableName())) {
                throw repeated(rule, walk.nameStart);
            }
        }
    }

    private static SipParseException repeated(String rule, int offset) {
        return new SipParseException(rule, "each parameter once", offset, "one repeated", 400);
    }
}
