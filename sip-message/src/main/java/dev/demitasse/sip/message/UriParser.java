// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/** {@code SIP-URI / SIPS-URI / absoluteURI}, RFC 3261 section 25.1, and the tel URI of RFC 3966. Stateless. */
final class UriParser {
    private static final int NOT_PLAIN = -2;

    private UriParser() {}

    /** Reads the URI that ends at {@code end}, and leaves the cursor there. */
    static Uri parse(ByteCursor in, int end) throws SipParseException {
        SipUri plain = plainSip(in.bytes(), in.position(), end);
        if (plain == null) {
            in.walked(end - in.position());
            return parseOther(in, end);
        }
        in.moveTo(end);
        return plain;
    }

    /** A URI by every rule: what {@link #isPlainSip} knows goes through here to the same end. */
    static Uri parseOther(ByteCursor in, int end) throws SipParseException {
        return read(in, end, true);
    }

    /** Writes a URI as it stands. */
    static void write(Uri uri, ByteWriter out) {
        if (uri instanceof SipUri sip) {
            sip.writeTo(out);
        } else if (uri instanceof TelUri tel) {
            tel.writeTo(out);
        } else {
            ((OpaqueUri) uri).writeTo(out);
        }
    }

    /** How many bytes {@link #write} writes. */
    static int length(Uri uri) {
        if (uri instanceof SipUri sip) {
            return sip.length();
        }
        return uri instanceof TelUri tel ? tel.length() : ((OpaqueUri) uri).length();
    }

    /** Checks the URI that ends at {@code end}, and leaves the cursor there. */
    static void skip(ByteCursor in, int end) throws SipParseException {
        read(in, end, false);
    }

    /** Null if it is not to be kept. */
    private static Uri read(ByteCursor in, int end, boolean keep) throws SipParseException {
        int outerEnd = in.end();
        int start = in.position();
        in.span(start, end);
        if (end - start >= Integer.BYTES && isSip(in.bytes(), start)) {
            in.moveTo(start + Integer.BYTES);
            return ended(in, end, outerEnd, sip(in, start, keep));
        }
        if (!in.at(CharClass.ALPHA)) {
            throw in.fail("URI", "scheme");
        }
        in.skip(CharClass.SCHEME);
        int colon = in.position();
        in.expect(':', "URI");
        return ended(in, end, outerEnd, ofScheme(in, start, colon, keep));
    }

    /** Whether the span is a sip URI of user, host and port at most, without escapes: found in one pass. */
    static boolean isPlainSip(byte[] bytes, int start, int end) {
        int hostStart = plainHost(bytes, start, end);
        int hostEnd = hostStart < 0 ? -1 : HostText.endOfPlain(bytes, hostStart, end);
        return hostEnd >= 0 && plainPort(bytes, hostEnd, end) != NOT_PLAIN;
    }

    /** The URI of the span if {@link #isPlainSip}, else null. */
    private static SipUri plainSip(byte[] bytes, int start, int end) {
        int hostStart = plainHost(bytes, start, end);
        int hostEnd = hostStart < 0 ? -1 : HostText.endOfPlain(bytes, hostStart, end);
        int port = hostEnd < 0 ? NOT_PLAIN : plainPort(bytes, hostEnd, end);
        return port == NOT_PLAIN ? null : new SipUri(bytes, start, end, hostStart, hostEnd, port, end);
    }

    /** Where the host begins, behind the scheme and perhaps a user; -1 if it is another scheme. */
    private static int plainHost(byte[] bytes, int start, int end) {
        if (end - start < Integer.BYTES || !isSip(bytes, start)) {
            return -1;
        }
        int from = start + Integer.BYTES;
        int at = from;
        while (at < end && CharClass.is(bytes[at], CharClass.PLAIN_USER)) {
            at++;
        }
        return at > from && at < end && bytes[at] == '@' ? at + 1 : from;
    }

    /** The port of up to four digits between the host and the end, -1 if nothing is there. */
    private static int plainPort(byte[] bytes, int hostEnd, int end) {
        if (hostEnd == end) {
            return -1;
        }
        int digits = hostEnd + 1;
        if (bytes[hostEnd] != ':' || end - digits > 4 || end == digits) {
            return NOT_PLAIN;
        }
        int port = 0;
        for (int i = digits; i < end; i++) {
            if (!CharClass.is(bytes[i], CharClass.DIGIT)) {
                return NOT_PLAIN;
            }
            port = port * 10 + bytes[i] - '0';
        }
        return port;
    }

    private static boolean isSip(byte[] bytes, int at) {
        return (bytes[at] | 0x20) == 's'
                && (bytes[at + 1] | 0x20) == 'i'
                && (bytes[at + 2] | 0x20) == 'p'
                && bytes[at + 3] == ':';
    }

    private static Uri ended(ByteCursor in, int end, int outerEnd, Uri uri) throws SipParseException {
        if (!in.atEnd()) {
            throw in.fail("URI", "the end of the URI");
        }
        in.span(end, outerEnd);
        return uri;
    }

    /** Any scheme but sip. */
    private static Uri ofScheme(ByteCursor in, int start, int colon, boolean keep) throws SipParseException {
        if (Text.equalsIgnoreCase(in.bytes(), start, colon, "sips")) {
            return sip(in, start, keep);
        }
        if (Text.equalsIgnoreCase(in.bytes(), start, colon, "tel")) {
            return tel(in, start, keep);
        }
        Escapes.require(in, CharClass.URI, "absoluteURI");
        return keep ? new OpaqueUri(in.bytes(), start, colon, in.position()) : null;
    }

    /** {@code "sip:" [ userinfo ] hostport uri-parameters [ headers ]}. */
    private static SipUri sip(ByteCursor in, int start, boolean keep) throws SipParseException {
        int hostStart = in.position();
        int at = indexOfAt(in);
        if (at >= 0) {
            userInfo(in, at);
            hostStart = in.position();
        }
        in.skipHost("SIP-URI");
        int hostEnd = in.position();
        int port = in.accept(':') ? (int) in.decimal(65_535, "SIP-URI port") : -1;
        ParameterParser.skipUri(in);
        int parametersEnd = in.position();
        if (in.accept('?')) {
            headers(in);
        }
        return keep ? new SipUri(in.bytes(), start, in.position(), hostStart, hostEnd, port, parametersEnd) : null;
    }

    /** The first {@code @}: no part of a SIP URI but the end of userinfo may hold one that is not escaped. */
    private static int indexOfAt(ByteCursor in) {
        int from = in.position();
        int at = Scan.indexOf('@', in.bytes(), from, in.end());
        in.moveTo(at);
        in.moveTo(from);
        return at < in.end() ? at : -1;
    }

    /** {@code userinfo = ( user / telephone-subscriber ) [ ":" password ] "@"}. */
    private static void userInfo(ByteCursor in, int at) throws SipParseException {
        int from = in.position();
        boolean any = in.skip(CharClass.USER);
        while (in.has(LenientQuirk.HASH_IN_USER) && in.accept('#')) {
            any = true;
            in.skip(CharClass.USER);
        }
        if (!any) {
            throw in.fail("userinfo", "user");
        }
        if (in.accept(':')) {
            in.skip(CharClass.PASSWORD);
        }
        Escapes.check(in, from, in.position(), "userinfo");
        if (in.position() != at) {
            throw in.fail("userinfo", "'@'");
        }
        in.accept('@');
    }

    /** {@code headers = "?" header *( "&" header )}, {@code header = hname "=" hvalue}. */
    private static void headers(ByteCursor in) throws SipParseException {
        do {
            Escapes.require(in, CharClass.URI_HEADER, "headers");
            in.expect('=', "headers");
            int from = in.position();
            in.skip(CharClass.URI_HEADER);
            Escapes.check(in, from, in.position(), "headers");
        } while (in.accept('&'));
    }

    /**
     * {@code telephone-uri = "tel:" telephone-subscriber}, RFC 3966 section 3: a global number is a plus sign and digits, a
     * local one may have more than digits and needs to say where it is dialled.
     */
    private static TelUri tel(ByteCursor in, int start, boolean keep) throws SipParseException {
        int from = in.position();
        boolean global = in.accept('+');
        in.require(global ? CharClass.GLOBAL_PHONE : CharClass.PHONE, "telephone-subscriber", "phonedigit");
        int to = in.position();
        int separators = 0;
        for (int i = from; i < to; i++) {
            separators += "-.()".indexOf(in.bytes()[i]) < 0 ? 0 : 1;
        }
        if (to - from == separators + (global ? 1 : 0)) {
            throw in.fail("telephone-subscriber", "phonedigit");
        }
        ParameterParser.skipUri(in);
        if (!global
                && !in.has(LenientQuirk.TEL_WITHOUT_CONTEXT)
                && !Parameters.ofUri(in.bytes(), to, in.position()).contains("phone-context")) {
            throw in.fail("local-number", "phone-context");
        }
        return keep ? new TelUri(in.bytes(), start, from, to, in.position()) : null;
    }
}
