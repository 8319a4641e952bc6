// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key to one header: its name, its compact form, whether a line may hold several values, and how a value is read and
 * written. {@code message.first(Header.VIA)} and {@code builder.header(Header.MAX_FORWARDS, 70)} are how headers are used
 * with their types. A key of your own is made with {@link #text}, {@code of} or {@code listOf}. Keys are equal only to
 * themselves: keep them in constants. Immutable and thread-safe.
 *
 * @param <T> the type of one value
 */
public final class Header<T> {
    /** The path of the request, topmost hop first: RFC 3261 section 20.42. */
    public static final Header<Via> VIA = list("Via", ValueCodecs.VIA);

    /** Who sends the request: RFC 3261 section 20.20. */
    public static final Header<NameAddress> FROM = single("From", ValueCodecs.ADDRESS);

    /** Whom it is meant for: RFC 3261 section 20.39. */
    public static final Header<NameAddress> TO = single("To", ValueCodecs.ADDRESS);

    /** The identifier of the call: RFC 3261 section 20.8. */
    public static final Header<String> CALL_ID = single("Call-ID", ValueCodecs.CALL_ID);

    /** Number and method of the request: RFC 3261 section 20.16. */
    public static final Header<CSeq> CSEQ = single("CSeq", ValueCodecs.CSEQ);

    /** Where the sender can be reached: RFC 3261 section 20.10. See {@link ContactParameters}. */
    public static final Header<NameAddress> CONTACT = list("Contact", ValueCodecs.CONTACT);

    /** How many more hops are allowed, 0 to 255: RFC 3261 section 20.22. */
    public static final Header<Integer> MAX_FORWARDS = single("Max-Forwards", ValueCodecs.HOPS);

    /** The type of the body: RFC 3261 section 20.15. */
    public static final Header<MediaType> CONTENT_TYPE = single("Content-Type", ValueCodecs.MEDIA_TYPE);

    /** The length of the body in bytes: RFC 3261 section 20.14. Written by the builders; not to be set. */
    public static final Header<Integer> CONTENT_LENGTH = single("Content-Length", ValueCodecs.LENGTH);

    /** How the body is encoded: RFC 3261 section 20.12. */
    public static final Header<String> CONTENT_ENCODING = list("Content-Encoding", ValueCodecs.TOKEN);

    /** What the body is for: RFC 3261 section 20.11. */
    public static final Header<ParameterizedToken> CONTENT_DISPOSITION =
            single("Content-Disposition", ValueCodecs.PARAMETERIZED);

    /** The languages of the body: RFC 3261 section 20.13. */
    public static final Header<String> CONTENT_LANGUAGE = list("Content-Language", ValueCodecs.TOKEN);

    /** The version of MIME, two numbers with a dot between: RFC 3261 section 20.24. */
    public static final Header<String> MIME_VERSION = single("MIME-Version", ValueCodecs.MIME_VERSION);

    /** The proxies the request will pass: RFC 3261 section 20.34. */
    public static final Header<NameAddress> ROUTE = list("Route", ValueCodecs.NAME_ADDR);

    /** The proxies that stay in the path: RFC 3261 section 20.30. */
    public static final Header<NameAddress> RECORD_ROUTE = list("Record-Route", ValueCodecs.NAME_ADDR);

    /** The proxies towards a registered contact: RFC 3327 section 4. */
    public static final Header<NameAddress> PATH = list("Path", ValueCodecs.NAME_ADDR);

    /** The proxies a registrar asks to be used: RFC 3608 section 5. */
    public static final Header<NameAddress> SERVICE_ROUTE = list("Service-Route", ValueCodecs.NAME_ADDR);

    /** The methods understood: RFC 3261 section 20.5. */
    public static final Header<SipMethod> ALLOW = list("Allow", ValueCodecs.METHOD);

    /** The event packages understood: RFC 6665 section 8.2.2. */
    public static final Header<String> ALLOW_EVENTS = list("Allow-Events", ValueCodecs.TOKEN);

    /** The extensions understood: RFC 3261 section 20.37. */
    public static final Header<String> SUPPORTED = list("Supported", ValueCodecs.TOKEN);

    /** The extensions the user agent server must understand: RFC 3261 section 20.32. */
    public static final Header<String> REQUIRE = list("Require", ValueCodecs.TOKEN);

    /** The extensions proxies must understand: RFC 3261 section 20.29. */
    public static final Header<String> PROXY_REQUIRE = list("Proxy-Require", ValueCodecs.TOKEN);

    /** The required extensions that are not understood: RFC 3261 section 20.40. */
    public static final Header<String> UNSUPPORTED = list("Unsupported", ValueCodecs.TOKEN);

    /** The body types understood: RFC 3261 section 20.1. */
    public static final Header<MediaType> ACCEPT = list("Accept", ValueCodecs.MEDIA_TYPE);

    /** The encodings of bodies understood: RFC 3261 section 20.2. */
    public static final Header<ParameterizedToken> ACCEPT_ENCODING = list("Accept-Encoding", ValueCodecs.PARAMETERIZED);

    /** The languages preferred: RFC 3261 section 20.3. */
    public static final Header<ParameterizedToken> ACCEPT_LANGUAGE = list("Accept-Language", ValueCodecs.PARAMETERIZED);

    /** The software that sends the request: RFC 3261 section 20.41. */
    public static final Header<String> USER_AGENT = text("User-Agent");

    /** The software that sends the response: RFC 3261 section 20.35. */
    public static final Header<String> SERVER = text("Server");

    /** What the call is about: RFC 3261 section 20.36. */
    public static final Header<String> SUBJECT = text("Subject");

    /** Whom the sender belongs to: RFC 3261 section 20.25. */
    public static final Header<String> ORGANIZATION = text("Organization");

    /** How urgent the request is, such as {@code emergency}: RFC 3261 section 20.26. */
    public static final Header<String> PRIORITY = single("Priority", ValueCodecs.TOKEN);

    /** When the message was first sent, to the second: RFC 3261 section 20.17. */
    public static final Header<Instant> DATE = single("Date", ValueCodecs.DATE);

    /** When the client sent the request: RFC 3261 section 20.38. */
    public static final Header<Timestamp> TIMESTAMP = single("Timestamp", ValueCodecs.TIMESTAMP);

    /** After how many seconds the message or its content expires: RFC 3261 section 20.19. */
    public static final Header<Long> EXPIRES = single("Expires", ValueCodecs.SECONDS);

    /** The shortest expiry a server takes, in seconds: RFC 3261 section 20.23. */
    public static final Header<Long> MIN_EXPIRES = single("Min-Expires", ValueCodecs.SECONDS);

    /** After how many seconds to try again: RFC 3261 section 20.33. */
    public static final Header<DeltaSeconds> RETRY_AFTER = single("Retry-After", ValueCodecs.RETRY_AFTER);

    /** What stands behind a status, for people: RFC 3261 section 20.43. */
    public static final Header<Warning> WARNING = list("Warning", ValueCodecs.WARNING);

    /** What to ring with: RFC 3261 section 20.4. */
    public static final Header<NameAddress> ALERT_INFO = list("Alert-Info", ValueCodecs.BRACKETED_URI);

    /** More about the caller or callee: RFC 3261 section 20.9. */
    public static final Header<NameAddress> CALL_INFO = list("Call-Info", ValueCodecs.BRACKETED_URI);

    /** More about an error: RFC 3261 section 20.18. */
    public static final Header<NameAddress> ERROR_INFO = list("Error-Info", ValueCodecs.BRACKETED_URI);

    /** The Call-IDs of the calls this one returns: RFC 3261 section 20.21. */
    public static final Header<String> IN_REPLY_TO = list("In-Reply-To", ValueCodecs.CALL_ID);

    /** Whom to answer, if not the sender: RFC 3261 section 20.31. */
    public static final Header<NameAddress> REPLY_TO = single("Reply-To", ValueCodecs.ADDRESS);

    /** What a user agent server asks to be proved, the preferred way on top: RFC 3261 section 20.44. */
    public static final Header<Challenge> WWW_AUTHENTICATE = list("WWW-Authenticate", ValueCodecs.CHALLENGE);

    /** What a proxy asks to be proved, the preferred way on top: RFC 3261 section 20.27. */
    public static final Header<Challenge> PROXY_AUTHENTICATE = list("Proxy-Authenticate", ValueCodecs.CHALLENGE);

    /** The proof for a user agent server, one a line: RFC 3261 section 20.7. */
    public static final Header<Credentials> AUTHORIZATION = single("Authorization", ValueCodecs.CREDENTIALS);

    /** The proof for a proxy, one a line: RFC 3261 section 20.28. */
    public static final Header<Credentials> PROXY_AUTHORIZATION =
            single("Proxy-Authorization", ValueCodecs.CREDENTIALS);

    /** What a server adds once the proof was right: RFC 3261 section 20.6. */
    public static final Header<AuthenticationInfo> AUTHENTICATION_INFO =
            single("Authentication-Info", ValueCodecs.AUTHENTICATION_INFO);

    /** What a proxy adds once the proof was right: RFC 7615 section 4. */
    public static final Header<AuthenticationInfo> PROXY_AUTHENTICATION_INFO =
            single("Proxy-Authentication-Info", ValueCodecs.AUTHENTICATION_INFO);

    /** The number of a reliable provisional response, 1 to 2^32 - 1: RFC 3262 section 7.1. */
    public static final Header<Long> RSEQ = single("RSeq", ValueCodecs.RESPONSE_NUM);

    /** The reliable provisional response acknowledged: RFC 3262 section 7.2. */
    public static final Header<RAck> RACK = single("RAck", ValueCodecs.RACK);

    /** Why a request was sent: RFC 3326. */
    public static final Header<ParameterizedToken> REASON = list("Reason", ValueCodecs.PARAMETERIZED);

    /** How long the session lives without a refresh: RFC 4028 section 4. */
    public static final Header<DeltaSeconds> SESSION_EXPIRES = single("Session-Expires", ValueCodecs.DELTA_SECONDS);

    /** The shortest session interval taken: RFC 4028 section 5. */
    public static final Header<DeltaSeconds> MIN_SE = single("Min-SE", ValueCodecs.DELTA_SECONDS);

    /** The event package of a subscription: RFC 6665 section 8.2.1. */
    public static final Header<ParameterizedToken> EVENT = single("Event", ValueCodecs.PARAMETERIZED);

    /** The state of a subscription: RFC 6665 section 8.2.3. */
    public static final Header<ParameterizedToken> SUBSCRIPTION_STATE =
            single("Subscription-State", ValueCodecs.PARAMETERIZED);

    /** Whom to contact: RFC 3515 section 2.1. */
    public static final Header<NameAddress> REFER_TO = single("Refer-To", ValueCodecs.ADDRESS);

    /** Who refers: RFC 3892 section 3. */
    public static final Header<NameAddress> REFERRED_BY = single("Referred-By", ValueCodecs.ADDRESS);

    /** Whether a REFER makes a subscription, {@code true} or {@code false}: RFC 4488 section 4. */
    public static final Header<ParameterizedToken> REFER_SUB = single("Refer-Sub", ValueCodecs.PARAMETERIZED);

    /** The dialog this one takes the place of: RFC 3891 section 6.1. */
    public static final Header<DialogReference> REPLACES = single("Replaces", ValueCodecs.DIALOG);

    /** The dialog to join to this one: RFC 3911 section 7.1. */
    public static final Header<DialogReference> JOIN = single("Join", ValueCodecs.DIALOG);

    /** The dialog whose knowledge authorizes the request: RFC 4538 section 7. */
    public static final Header<DialogReference> TARGET_DIALOG = single("Target-Dialog", ValueCodecs.TARGET_DIALOG);

    /** Who the sender is, asserted by a trusted proxy: RFC 3325 section 9.1. */
    public static final Header<NameAddress> P_ASSERTED_IDENTITY = list("P-Asserted-Identity", ValueCodecs.ADDRESS);

    /** Which of its identities the sender prefers: RFC 3325 section 9.2. */
    public static final Header<NameAddress> P_PREFERRED_IDENTITY = list("P-Preferred-Identity", ValueCodecs.ADDRESS);

    /** What is to be kept private: RFC 3323 section 4.2. */
    public static final Header<Privacy> PRIVACY = single("Privacy", ValueCodecs.PRIVACY);

    /** Who the sender is, in the older form many PBXs still send (draft-ietf-sip-privacy-04). */
    public static final Header<NameAddress> REMOTE_PARTY_ID = list("Remote-Party-ID", ValueCodecs.NAME_ADDR);

    /** From where the call was diverted: RFC 5806 section 4. */
    public static final Header<NameAddress> DIVERSION = list("Diversion", ValueCodecs.NAME_ADDR);

    /** The targets tried so far: RFC 7044 section 5. */
    public static final Header<NameAddress> HISTORY_INFO = list("History-Info", ValueCodecs.NAME_ADDR);

    /** A signature over who calls, one a line: RFC 8224 section 4. */
    public static final Header<Identity> IDENTITY = single("Identity", ValueCodecs.IDENTITY);

    /** For how many seconds a server keeps a silent flow: RFC 5626 section 10. */
    public static final Header<Long> FLOW_TIMER = single("Flow-Timer", ValueCodecs.SECONDS);

    /** Whether to answer without asking the user: RFC 5373 section 4. */
    public static final Header<ParameterizedToken> ANSWER_MODE = single("Answer-Mode", ValueCodecs.PARAMETERIZED);

    /** The same, asked with privilege: RFC 5373 section 4. */
    public static final Header<ParameterizedToken> PRIV_ANSWER_MODE =
            single("Priv-Answer-Mode", ValueCodecs.PARAMETERIZED);

    /** The version of a publication: RFC 3903 section 11.3.1. */
    public static final Header<String> SIP_ETAG = single("SIP-ETag", ValueCodecs.TOKEN);

    /** The version a publication replaces: RFC 3903 section 11.3.2. */
    public static final Header<String> SIP_IF_MATCH = single("SIP-If-Match", ValueCodecs.TOKEN);

    /** What the contact reached should be able to do: RFC 3841 section 9.2. */
    public static final Header<ParameterizedToken> ACCEPT_CONTACT = list("Accept-Contact", ValueCodecs.PARAMETERIZED);

    /** What the contact reached should not be: RFC 3841 section 9.2. */
    public static final Header<ParameterizedToken> REJECT_CONTACT = list("Reject-Contact", ValueCodecs.PARAMETERIZED);

    /** How servers should treat the request: RFC 3841 section 9.1. */
    public static final Header<String> REQUEST_DISPOSITION = list("Request-Disposition", ValueCodecs.TOKEN);

    /** What an INFO is about: RFC 6086 section 7. */
    public static final Header<ParameterizedToken> INFO_PACKAGE = single("Info-Package", ValueCodecs.PARAMETERIZED);

    /** The info packages taken: RFC 6086 section 7. */
    public static final Header<ParameterizedToken> RECV_INFO = list("Recv-Info", ValueCodecs.PARAMETERIZED);

    private final String name;
    private final int number;
    private final boolean listValued;
    private final ValueCodec<T> codec;

    private Header(String name, boolean listValued, ValueCodec<T> codec) {
        this.name = Text.requireToken(name, "header name");
        this.number = HeaderNames.find(name);
        this.listValued = listValued;
        this.codec = codec;
    }

    private static <T> Header<T> single(String name, ValueCodec<T> codec) {
        return new Header<>(name, false, codec);
    }

    private static <T> Header<T> list(String name, ValueCodec<T> codec) {
        return new Header<>(name, true, codec);
    }

    /**
     * A key to a header whose value is text on one line and is not interpreted.
     *
     * @param name a token, such as {@code X-Room-ID}
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static Header<String> text(String name) {
        return single(name, ValueCodecs.TEXT);
    }

    /**
     * A key to a header with one value a line.
     *
     * @param <T> the type of the value
     * @param name a token
     * @param parser reads the value; throws {@link IllegalArgumentException} if it is malformed
     * @param writer writes the value as one line
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static <T> Header<T> of(
            String name, Function<String, ? extends T> parser, Function<? super T, String> writer) {
        return of(name, HeaderCodec.of(parser, writer));
    }

    /**
     * A key to a header with values separated by commas outside quotes and angle brackets, on one line or several.
     *
     * @param <T> the type of one value
     * @param name a token
     * @param parser reads one value; throws {@link IllegalArgumentException} if it is malformed
     * @param writer writes one value, without a comma outside quotes and angle brackets
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static <T> Header<T> listOf(
            String name, Function<String, ? extends T> parser, Function<? super T, String> writer) {
        return listOf(name, HeaderCodec.of(parser, writer));
    }

    /**
     * A key to a header with one value a line, for a codec of your own.
     *
     * @param <T> the type of the value
     * @param name a token
     * @param codec reads and writes the value
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static <T> Header<T> of(String name, HeaderCodec<T> codec) {
        return single(name, new TextCodec<>(name, codec, false));
    }

    /**
     * A key to a header with values separated by commas outside quotes and angle brackets, for a codec of your own.
     *
     * @param <T> the type of one value
     * @param name a token
     * @param codec reads and writes one value
     * @return a new key
     * @throws IllegalArgumentException if the name is not a token
     */
    public static <T> Header<T> listOf(String name, HeaderCodec<T> codec) {
        return list(name, new TextCodec<>(name, codec, true));
    }

    /**
     * All keys that stand in this class: to read every header of a message whose form is known, for example.
     *
     * @return an immutable list
     */
    public static List<Header<?>> standard() {
        return StandardHeaders.ALL;
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

    ValueCodec<T> codec() {
        return codec;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
