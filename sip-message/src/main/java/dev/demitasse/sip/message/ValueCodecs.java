// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.time.Instant;

/** The codecs of all shapes a header value can have, and the readers of those without a class. Stateless. */
final class ValueCodecs {
    /** {@code name-addr / addr-spec} with parameters. */
    static final ValueCodec<NameAddress> ADDRESS = ValueCodec.of(NameAddressParser::parse, NameAddress::writeAddress);

    /** {@code name-addr} with parameters: the URI must stand in angle brackets. */
    static final ValueCodec<NameAddress> NAME_ADDR =
            ValueCodec.of(NameAddressParser::parseNameAddr, NameAddress::writeNameAddr);

    /** {@code LAQUOT absoluteURI RAQUOT} with parameters. */
    static final ValueCodec<NameAddress> BRACKETED_URI =
            ValueCodec.of(NameAddressParser::parseBracketedUri, NameAddress::writeBracketedUri);

    /** {@code STAR / contact-param}. */
    static final ValueCodec<NameAddress> CONTACT = ValueCodec.of(NameAddressParser::parseContact, NameAddress::writeTo);

    static final ValueCodec<Via> VIA = ValueCodec.of(Via::parse, Via::writeTo);
    static final ValueCodec<CSeq> CSEQ = ValueCodec.of(CSeq::parse, CSeq::writeTo);
    static final ValueCodec<RAck> RACK = ValueCodec.of(RAck::parse, RAck::writeTo);
    static final ValueCodec<SipMethod> METHOD =
            ValueCodec.of(SipMethod::parse, (method, out) -> out.text(method.name()));
    static final ValueCodec<MediaType> MEDIA_TYPE = ValueCodec.of(MediaType::parse, MediaType::writeTo);
    static final ValueCodec<ParameterizedToken> PARAMETERIZED =
            ValueCodec.of(ParameterizedToken::parse, ParameterizedToken::writeTo);
    static final ValueCodec<DeltaSeconds> DELTA_SECONDS = ValueCodec.of(DeltaSeconds::parse, DeltaSeconds::writeTo);

    /** {@code delta-seconds [ comment ]} with parameters. */
    static final ValueCodec<DeltaSeconds> RETRY_AFTER =
            ValueCodec.of(DeltaSeconds::parseWithComment, DeltaSeconds::writeTo);

    static final ValueCodec<Warning> WARNING = ValueCodec.of(Warning::parse, Warning::writeTo);
    static final ValueCodec<Timestamp> TIMESTAMP = ValueCodec.of(Timestamp::parse, Timestamp::writeTo);
    static final ValueCodec<Instant> DATE = ValueCodec.of(SipDate::parse, SipDate::write);
    static final ValueCodec<Privacy> PRIVACY = ValueCodec.of(Privacy::parse, Privacy::writeTo);
    static final ValueCodec<Identity> IDENTITY = ValueCodec.of(Identity::parse, Identity::writeTo);
    static final ValueCodec<Challenge> CHALLENGE = ValueCodec.of(Challenge::parse, Challenge::writeTo);
    static final ValueCodec<Credentials> CREDENTIALS = ValueCodec.of(Credentials::parse, Credentials::writeTo);
    static final ValueCodec<AuthenticationInfo> AUTHENTICATION_INFO =
            ValueCodec.of(AuthenticationInfo::parse, AuthenticationInfo::writeTo);

    /** A number of hops, 0 to 255. */
    static final ValueCodec<Integer> HOPS = integer("Max-Forwards", 255);

    /** A number of bytes. */
    static final ValueCodec<Integer> LENGTH = integer("Content-Length", Integer.MAX_VALUE);

    /** {@code delta-seconds}, 0 to 2^32 - 1. */
    static final ValueCodec<Long> SECONDS = number("delta-seconds", 0);

    /** {@code response-num}, 1 to 2^32 - 1. */
    static final ValueCodec<Long> RESPONSE_NUM = number("response-num", 1);

    /** A dialog with to-tag and from-tag. */
    static final ValueCodec<DialogReference> DIALOG = dialog("to-tag", "from-tag");

    /** A dialog with local-tag and remote-tag. */
    static final ValueCodec<DialogReference> TARGET_DIALOG = dialog("local-tag", "remote-tag");

    static final ValueCodec<String> TOKEN = ValueCodec.of(ValueCodecs::token, ValueCodecs::writeToken);
    static final ValueCodec<String> CALL_ID = ValueCodec.of(ValueCodecs::callId, ValueCodecs::writeCallId);
    static final ValueCodec<String> MIME_VERSION =
            ValueCodec.of(ValueCodecs::mimeVersion, (value, out) -> writeChecked(ValueCodecs::mimeVersion, value, out));

    /** {@code TEXT-UTF8-TRIM}: whatever there is. */
    static final ValueCodec<String> TEXT = ValueCodec.of(ValueCodecs::text, ValueCodecs::writeText);

    private ValueCodecs() {}

    /** {@code callid = word [ "@" word ]}. */
    static void skipCallId(ByteCursor in) throws SipParseException {
        in.require(CharClass.WORD, "callid", "word");
        if (in.accept('@')) {
            in.require(CharClass.WORD, "callid", "word");
        }
    }

    static String callId(ByteCursor in) throws SipParseException {
        int start = in.position();
        skipCallId(in);
        return Text.of(in.bytes(), start, in.position());
    }

    static void writeCallId(String value, ByteWriter out) {
        ByteCursor in = ByteCursor.over(value, "Call-ID");
        try {
            skipCallId(in);
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        if (!in.atEnd()) {
            throw new IllegalArgumentException("Call-ID: a character that is not allowed at index " + in.position());
        }
        out.text(value);
    }

    private static String token(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skipToken("token");
        return Text.of(in.bytes(), start, in.position());
    }

    private static void writeToken(String value, ByteWriter out) {
        out.text(Text.requireToken(value, "token"));
    }

    /** {@code 1*DIGIT "." 1*DIGIT}. */
    private static String mimeVersion(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.require(CharClass.DIGIT, "MIME-Version", "a number");
        in.expect('.', "MIME-Version");
        in.require(CharClass.DIGIT, "MIME-Version", "a number");
        return Text.of(in.bytes(), start, in.position());
    }

    private static void writeChecked(ValueCodec.Reader<String> reader, String value, ByteWriter out) {
        out.text(ValueCodec.parseText(reader, value, "value"));
    }

    private static String text(ByteCursor in) {
        int start = in.position();
        in.moveTo(in.end());
        return Text.of(in.bytes(), start, in.end());
    }

    private static void writeText(String value, ByteWriter out) {
        out.text(Text.requireLine(value, "header value"));
    }

    private static ValueCodec<Integer> integer(String name, int max) {
        return ValueCodec.of(
                in -> (int) in.decimal(max, name), (value, out) -> out.number(inRange(name, value, 0, max)));
    }

    /** A number from {@code min} to 2^32 - 1. */
    private static ValueCodec<Long> number(String name, long min) {
        return ValueCodec.of(
                in -> {
                    int start = in.position();
                    long value = in.decimal(DeltaSeconds.MAX, name);
                    if (value < min) {
                        throw new SipParseException(name, "a number from " + min, start, "a smaller one", 400);
                    }
                    return value;
                },
                (value, out) -> out.number(inRange(name, value, min, DeltaSeconds.MAX)));
    }

    private static long inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is not in " + min + ".." + max);
        }
        return value;
    }

    /** {@code callid} with the two tags that name a dialog. */
    private static ValueCodec<DialogReference> dialog(String firstTag, String secondTag) {
        return ValueCodec.of(
                in -> {
                    int start = in.position();
                    DialogReference value = DialogReference.parse(in);
                    if (!value.hasTags(firstTag, secondTag)) {
                        throw new SipParseException("callid", firstTag + " and " + secondTag, start, "fewer", 400);
                    }
                    return value;
                },
                (value, out) -> {
                    if (!value.hasTags(firstTag, secondTag)) {
                        throw new IllegalArgumentException("a dialog without " + firstTag + " or " + secondTag);
                    }
                    value.writeTo(out);
                });
    }
}
