// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * {@code ( name-addr / addr-spec ) *( SEMI generic-param )}, RFC 3261 sections 20.10 and 25.1, and what headers make of it.
 * Stateless.
 */
final class NameAddressParser {
    static final String RULE = "name-addr";

    private NameAddressParser() {}

    /** {@code Contact = STAR / (contact-param *(COMMA contact-param))}: a star stands alone on its line. */
    static NameAddress parseContact(ByteCursor in) throws SipParseException {
        int start = in.position();
        if (in.accept('*')) {
            in.skipLws();
            if (in.atEnd() && !isBehindComma(in.bytes(), start)) {
                return NameAddress.WILDCARD;
            }
            in.moveTo(start);
        }
        return parse(in);
    }

    private static boolean isBehindComma(byte[] bytes, int start) {
        int before = start - 1;
        while (before >= 0 && CharClass.is(bytes[before], CharClass.LWS)) {
            before--;
        }
        return before >= 0 && bytes[before] == ',';
    }

    /** {@code name-addr *( SEMI generic-param )}. */
    static NameAddress parseNameAddr(ByteCursor in) throws SipParseException {
        int start = in.position();
        NameAddress value = parse(in);
        if (!value.isBracketed()) {
            throw new SipParseException(RULE, "'<'", start, "addr-spec", 400);
        }
        return value;
    }

    /** {@code LAQUOT absoluteURI RAQUOT *( SEMI generic-param )}. */
    static NameAddress parseBracketedUri(ByteCursor in) throws SipParseException {
        if (in.peek() != '<') {
            throw in.fail("absoluteURI", "'<'");
        }
        return parse(in);
    }

    /** One value; leaves the cursor at what follows it, white space passed over. */
    static NameAddress parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        int displayEnd = start;
        if (in.peek() == '"') {
            in.skipQuoted("display-name");
            displayEnd = in.position();
            in.skipLws();
        } else {
            displayEnd = displayName(in);
        }
        int uriStart = in.peek() == '<' || displayEnd > start ? bracketed(in) : addrSpec(in);
        int parametersStart = in.position();
        ParameterParser.skip(in, "generic-param");
        int end = in.position();
        in.skipLws();
        return new NameAddress(in.bytes(), start, end, displayEnd, uriStart, parametersStart);
    }

    /** {@code *(token LWS)} if an angle bracket follows it; else moves nowhere. The end of the last token. */
    private static int displayName(ByteCursor in) {
        int start = in.position();
        int classes = CharClass.TOKEN
                | (in.has(LenientQuirk.UNQUOTED_UTF8_DISPLAY_NAME) ? CharClass.NON_ASCII : CharClass.TOKEN);
        int tokenEnd = start;
        while (in.skip(classes)) {
            tokenEnd = in.position();
            in.skipLws();
        }
        if (in.peek() != '<') {
            in.moveTo(start);
            return start;
        }
        return tokenEnd;
    }

    /** Passes over {@code LAQUOT addr-spec RAQUOT} and returns where the URI begins. */
    private static int bracketed(ByteCursor in) throws SipParseException {
        in.expect('<', RULE);
        int uriStart = in.position();
        int end = Scan.indexOf('>', in.bytes(), uriStart, in.end());
        in.moveTo(end);
        if (!UriParser.isPlainSip(in.bytes(), uriStart, end)) {
            in.moveTo(uriStart);
            UriParser.skip(in, end);
        }
        in.expect('>', RULE);
        return uriStart;
    }

    /** Without brackets the URI ends before the first comma, semicolon, question mark or white space (20.10). */
    private static int addrSpec(ByteCursor in) throws SipParseException {
        int uriStart = in.position();
        int end = uriStart;
        while (end < in.end() && !endsAddrSpec(in.bytes()[end])) {
            end++;
        }
        in.walked(end - uriStart);
        UriParser.skip(in, end);
        return uriStart;
    }

    private static boolean endsAddrSpec(byte b) {
        return b == ';' || b == ',' || b == '?' || CharClass.is(b, CharClass.LWS);
    }
}
