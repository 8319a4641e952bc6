// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key to one header: its name, its compact form, whether a line may hold several values, and how a value is read and
 * written. {@code message.first(Header.VIA)} and {@code builder.header(Header.MAX_FORWARDS, 70)} are how headers are used
 * with their types. A key of your own is made with {@link #text}, {@link #of} or {@link #listOf}. Keys are equal only to
 * themselves: keep them in constants. Immutable and thread-safe.
 *
 * @param <T> the type of one value
 */
public final class Header<T> {
    /** The path of the request, topmost hop first: RFC 3261 section 20.42. */
    public static final Header<Via> VIA = list("Via", Via::parse, Via::writeTo);

    /** Who sends the request: RFC 3261 section 20.20. */
    public static final Header<NameAddress> FROM = single("From", NameAddress::parse, NameAddress::writeTo);

    /** Whom it is meant for: RFC 3261 section 20.39. */
    public static final Header<NameAddress> TO = single("To", NameAddress::parse, NameAddress::writeTo);

    /** The identifier of the call: RFC 3261 section 20.8. */
    public static final Header<String> CALL_ID = single("Call-ID", ValueCodecs::callId, ValueCodecs::writeCallId);

    /** Number and method of the request: RFC 3261 section 20.16. */
    public static final Header<CSeq> CSEQ = single(
            "CSeq",
            CSeq::parse,
            (value, out) ->
                    out.number(value.number()).put(' ').text(value.method().name()));

    /** Where the sender can be reached: RFC 3261 section 20.10. */
    public static final Header<NameAddress> CONTACT = list("Contact", NameAddress::parseContact, NameAddress::writeTo);

    /** How many more hops are allowed, 0 to 255: RFC 3261 section 20.22. */
    public static final Header<Integer> MAX_FORWARDS = integer("Max-Forwards", 255);

    /** The type of the body: RFC 3261 section 20.15. */
    public static final Header<MediaType> CONTENT_TYPE =
            single("Content-Type", MediaType::parse, (value, out) -> value.writeTo(out));

    /** The length of the body in bytes: RFC 3261 section 20.14. Written by the builders; not to be set. */
    public static final Header<Integer> CONTENT_LENGTH = integer("Content-Length", Integer.MAX_VALUE);

    /** How the body is encoded: RFC 3261 section 20.12. */
    public static final Header<String> CONTENT_ENCODING = tokens("Content-Encoding");

    /** What the body is for: RFC 3261 section 20.11. */
    public static final Header<ParameterizedToken> CONTENT_DISPOSITION = token("Content-Disposition", false);

    /** The proxies the request will pass: RFC 3261 section 20.34. */
    public static final Header<NameAddress> ROUTE = addresses("Route");

    /** The proxies that stay in the path: RFC 3261 section 20.30. */
    public static final Header<NameAddress> RECORD_ROUTE = addresses("Record-Route");

    /** The proxies towards a registered contact: RFC 3327. */
    public static final Header<NameAddress> PATH = addresses("Path");

    /** The proxies a registrar asks to be used: RFC 3608. */
    public static final Header<NameAddress> SERVICE_ROUTE = addresses("Service-Route");

    /** The methods understood: RFC 3261 section 20.5. */
    public static final Header<SipMethod> ALLOW =
            list("Allow", SipMethod::parse, (value, out) -> out.text(value.name()));

    /** The event packages understood: RFC 6665. */
    public static final Header<String> ALLOW_EVENTS = tokens("Allow-Events");

    /** The extensions understood: RFC 3261 section 20.37. */
    public static final Header<String> SUPPORTED = tokens("Supported");

    /** The extensions the user agent server must understand: RFC 3261 section 20.32. */
    public static final Header<String> REQUIRE = tokens("Require");

    /** The extensions proxies must understand: RFC 3261 section 20.29. */
    public static final Header<String> PROXY_REQUIRE = tokens("Proxy-Require");

    /** The required extensions that are not understood: RFC 3261 section 20.40. */
    public static final Header<String> UNSUPPORTED = tokens("Unsupported");

    /** The body types understood: RFC 3261 section 20.1. */
    public static final Header<MediaType> ACCEPT = list("Accept", MediaType::parse, (value, out) -> value.writeTo(out));

    /** The software that sends the request: RFC 3261 section 20.41. */
    public static final Header<String> USER_AGENT = text("User-Agent");

    /** The software that sends the response: RFC 3261 section 20.35. */
    public static final Header<String> SERVER = text("Server");

    /** What the call is about: RFC 3261 section 20.36. */
    public static final Header<String> SUBJECT = text("Subject");

    /** Whom the sender belongs to: RFC 3261 section 20.25. */
    public static final Header<String> ORGANIZATION = text("Organization");

    /** When the message was first sent, as text: RFC 3261 section 20.17. */
    public static final Header<String> DATE = text("Date");

    /** When the client sent the request, as text: RFC 3261 section 20.38. */
    public static final Header<String> TIMESTAMP = text("Timestamp");

    /** After how many seconds the message or its content expires: RFC 3261 section 20.19. */
    public static final Header<Long> EXPIRES = seconds("Expires");

    /** The shortest expiry a server takes, in seconds: RFC 3261 section 20.23. */
    public static final Header<Long> MIN_EXPIRES = seconds("Min-Expires");

    /** After how many seconds to try again: RFC 3261 section 20.33. */
    public static final Header<DeltaSeconds> RETRY_AFTER = delta("Retry-After");

    /** What stands behind a status, for people: RFC 3261 section 20.43. */
    public static final Header<Warning> WARNING = list("Warning", Warning::parse, (value, out) -> value.writeTo(out));

    /** Why a request was sent: RFC 3326. */
    public static final Header<ParameterizedToken> REASON = token("Reason", true);

    /** How long the session lives without a refresh: RFC 4028. */
    public static final Header<DeltaSeconds> SESSION_EXPIRES = delta("Session-Expires");

    /** The shortest session interval taken: RFC 4028. */
    public static final Header<DeltaSeconds> MIN_SE = delta("Min-SE");

    /** The event package of a subscription: RFC 6665. */
    public static final Header<ParameterizedToken> EVENT = token("Event", false);

    /** The state of a subscription: RFC 6665. */
    public static final Header<ParameterizedToken> SUBSCRIPTION_STATE = token("Subscription-State", false);

    /** Whom to contact: RFC 3515. */
    public static final Header<NameAddress> REFER_TO = single("Refer-To", NameAddress::parse, NameAddress::writeTo);

    /** Who refers: RFC 3892. */
    public static final Header<NameAddress> REFERRED_BY =
            single("Referred-By", NameAddress::parse, NameAddress::writeTo);

    /** Whom to answer, if not the sender: RFC 3261 section 20.31. */
    public static final Header<NameAddress> REPLY_TO = single("Reply-To", NameAddress::parse, NameAddress::writeTo);

    /** Who the sender is, asserted by a trusted proxy: RFC 3325. */
    public static final Header<NameAddress> P_ASSERTED_IDENTITY = addresses("P-Asserted-Identity");

    /** Which of its identities the sender prefers: RFC 3325. */
    public static final Header<NameAddress> P_PREFERRED_IDENTITY = addresses("P-Preferred-Identity");

    /** From where the call was diverted: RFC 5806. */
    public static final Header<NameAddress> DIVERSION = addresses("Diversion");

    /** The targets tried so far: RFC 7044. */
    public static final Header<NameAddress> HISTORY_INFO = addresses("History-Info");

    private final String name;
    private final int number;
    private final boolean listValued;
    private final HeaderCodec<T> codec;

    private Header(String name, boolean listValued, HeaderCodec<T> codec) {
        this.name = Text.requireToken(name, "header name");
        this.number = HeaderNames.find(name);
        this.listValued = listValued;
        this.codec = codec;
    }

    private static <T> Header<T> single(String name, HeaderCodec.Reader<T> reader, HeaderCodec.Writer<T> writer) {
        return new Header<>(name, false, HeaderCodec.of(reader, writer));
    }

    private static <T> Header<T> list(String name, HeaderCodec.Reader<T> reader, HeaderCodec.Writer<T> writer) {
        return new Header<>(name, true, HeaderCodec.of(reader, writer));
    }

    private static Header<NameAddress> addresses(String name) {
        return list(name, NameAddress::parse, NameAddress::writeTo);
    }

    private static Header<String> tokens(String name) {
        return list(name, ValueCodecs::token, ValueCodecs::writeToken);
    }

    private static Header<ParameterizedToken> token(String name, boolean listValued) {
        return new Header<>(name, listValued, HeaderCodec.of(ParameterizedToken::parse, ParameterizedToken::writeTo));
    }

    private static Header<DeltaSeconds> delta(String name) {
        return single(name, DeltaSeconds::parse, DeltaSeconds::writeTo);
    }

    private static Header<Integer> integer(String name, int max) {
        return new Header<>(name, false, ValueCodecs.integer(name, max));
    }

    private static Header<Long> seconds(String name) {
        return new Header<>(name, false, ValueCodecs.seconds(name));
    }

    /**
     * A key to a header whose value is text on one line and is not interpreted.
     *
     * @param name a token, such as {@code X-Room-ID}
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static Header<String> text(String name) {
        return single(name, ValueCodecs::text, (value, out) -> out.trimmed(value));
    }

    /**
     * A key to a header with one value a line.
     *
     * @param <T> the type of the value
     * @param name a token
     * @param parser reads the value from its text, folds taken out; throws {@link IllegalArgumentException} if it is
     *     malformed
     * @param writer writes the value as one line
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static <T> Header<T> of(
            String name, Function<String, ? extends T> parser, Function<? super T, String> writer) {
        return new Header<>(name, false, ValueCodecs.ofText(name, parser, writer, false));
    }

    /**
     * A key to a header with values separated by commas, on one line or several. Commas within quotes or angle brackets
     * do not separate.
     *
     * @param <T> the type of one value
     * @param name a token
     * @param parser reads one value from its text, folds taken out; throws {@link IllegalArgumentException} if it is
     *     malformed
     * @param writer writes one value, without a comma outside quotes and angle brackets
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static <T> Header<T> listOf(
            String name, Function<String, ? extends T> parser, Function<? super T, String> writer) {
        return new Header<>(name, true, ValueCodecs.ofText(name, parser, writer, true));
    }

    /**
     * The name, in its long form.
     *
     * @return a token
     */
    public String name() {
        return name;
    }

    /**
     * The compact form (RFC 3261 section 7.3.3).
     *
     * @return one letter; empty if the header has none
     */
    public Optional<String> compactForm() {
        String compact = HeaderNames.compact(number);
        return compact.isEmpty() ? Optional.empty() : Optional.of(compact);
    }

    /**
     * Whether one line may hold several values, separated by commas.
     *
     * @return whether it is a list
     */
    public boolean isListValued() {
        return listValued;
    }

    int number() {
        return number;
    }

    /** Adds the values of one line: {@code header-value *(COMMA header-value)} if it is a list; it may then be empty. */
    void readLine(ByteCursor in, List<? super T> values) throws SipParseException {
        if (listValued && in.atEnd()) {
            return;
        }
        values.add(codec.parse(in));
        while (listValued && in.acceptSeparator(',')) {
            values.add(codec.parse(in));
        }
        in.expectEnd(name);
    }

    HeaderCodec<T> codec() {
        return codec;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
