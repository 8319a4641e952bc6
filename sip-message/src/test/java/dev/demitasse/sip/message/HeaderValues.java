// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A generator of values for each key, from the grammar's parts. */
final class HeaderValues {
    private static final String ALPHANUM = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static final Map<Header<?>, Arbitrary<?>> BY_KEY = new LinkedHashMap<>();

    static {
        addresses();
        tokens();
        numbers();
        authentication();
        others();
    }

    private HeaderValues() {}

    private static <T> void put(Arbitrary<T> values, List<Header<T>> headers) {
        headers.forEach(header -> BY_KEY.put(header, values));
    }

    private static <T> void put(Header<T> header, Arbitrary<T> values) {
        put(values, List.of(header));
    }

    @SuppressWarnings("unchecked") // put() pairs a key with a generator of its own type
    static <T> Arbitrary<T> of(Header<T> header) {
        return (Arbitrary<T>) BY_KEY.get(header);
    }

    static Arbitrary<Header<?>> keys() {
        return Arbitraries.of(List.copyOf(BY_KEY.keySet()));
    }

    static List<Header<?>> covered() {
        return List.copyOf(BY_KEY.keySet());
    }

    static Arbitrary<String> token() {
        return Arbitraries.strings()
                .withChars(ALPHANUM + "-.!%*_+`'~")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    /** Any text on one line that UTF-8 can hold. */
    static Arbitrary<String> oneLine() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(12),
                        Arbitraries.strings()
                                .withChars("\"\\<>;,=@:%?&() \t/a1")
                                .ofMaxLength(12))
                .filter(s -> s.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0 || c >= 0xd800 && c < 0xe000));
    }

    private static Arbitrary<Parameters> parameters() {
        return Combinators.combine(token(), oneLine())
                .as((name, value) -> new String[] {name, value})
                .list()
                .ofMaxSize(3)
                .map(list -> {
                    Parameters parameters = Parameters.NONE;
                    for (String[] parameter : list) {
                        parameters = parameters.with(parameter[0], parameter[1]);
                    }
                    return parameters;
                });
    }

    private static Arbitrary<Uri> uri() {
        return Arbitraries.of(
                        "sip:example.com",
                        "sips:a;b,c:p@[2001:db8::1]:5061;lr;x=%2C?Subject=a%20b&c=",
                        "tel:+49-30-123;ext=7",
                        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                        "http://h/a?b=c,d;e#f",
                        "SIP:%61lice@H")
                .map(Uri::parse);
    }

    private static Arbitrary<NameAddress> address(Arbitrary<String> displayNames) {
        return Combinators.combine(displayNames, uri(), parameters()).as((name, uri, parameters) -> {
            NameAddress address = NameAddress.of(name, uri);
            for (String parameter : parameters.names()) {
                address = address.withParameter(
                        parameter, parameters.value(parameter).orElseThrow());
            }
            return address;
        });
    }

    private static void addresses() {
        Arbitrary<NameAddress> address =
                Arbitraries.oneOf(address(oneLine()), Arbitraries.of(NameAddress.parse("sip:a@h;tag=1")));
        put(address, List.of(Header.FROM, Header.TO, Header.REPLY_TO, Header.REFER_TO, Header.REFERRED_BY));
        put(address, List.of(Header.P_ASSERTED_IDENTITY, Header.P_PREFERRED_IDENTITY, Header.CONTACT));
        Arbitrary<NameAddress> nameAddr = address(oneLine());
        put(nameAddr, List.of(Header.ROUTE, Header.RECORD_ROUTE, Header.PATH, Header.SERVICE_ROUTE));
        put(nameAddr, List.of(Header.DIVERSION, Header.HISTORY_INFO, Header.REMOTE_PARTY_ID));
        put(address(Arbitraries.just("")), List.of(Header.ALERT_INFO, Header.CALL_INFO, Header.ERROR_INFO));
    }

    private static void tokens() {
        put(
                token(),
                List.of(
                        Header.SUPPORTED,
                        Header.REQUIRE,
                        Header.PROXY_REQUIRE,
                        Header.UNSUPPORTED,
                        Header.ALLOW_EVENTS,
                        Header.CONTENT_ENCODING,
                        Header.CONTENT_LANGUAGE,
                        Header.REQUEST_DISPOSITION,
                        Header.PRIORITY,
                        Header.SIP_ETAG,
                        Header.SIP_IF_MATCH));
        put(
                Combinators.combine(token(), parameters()).as(ParameterizedToken::new),
                List.of(
                        Header.ACCEPT_ENCODING,
                        Header.ACCEPT_LANGUAGE,
                        Header.ACCEPT_CONTACT,
                        Header.REJECT_CONTACT,
                        Header.RECV_INFO,
                        Header.INFO_PACKAGE,
                        Header.CONTENT_DISPOSITION,
                        Header.EVENT,
                        Header.SUBSCRIPTION_STATE,
                        Header.REASON,
                        Header.REFER_SUB,
                        Header.ANSWER_MODE,
                        Header.PRIV_ANSWER_MODE));
        put(
                Combinators.combine(token(), token(), parameters()).as(MediaType::new),
                List.of(Header.CONTENT_TYPE, Header.ACCEPT));
        put(Header.ALLOW, token().map(SipMethod::of));
        put(Header.PRIVACY, token().list().ofMinSize(1).ofMaxSize(4).map(Privacy::new));
    }

    private static void numbers() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(0, DeltaSeconds.MAX);
        Arbitrary<Integer> ints = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        put(seconds, List.of(Header.EXPIRES, Header.MIN_EXPIRES, Header.FLOW_TIMER));
        put(Header.RSEQ, Arbitraries.longs().between(1, DeltaSeconds.MAX));
        put(Header.MAX_FORWARDS, Arbitraries.integers().between(0, 255));
        put(
                Combinators.combine(seconds, parameters()).as(DeltaSeconds::new),
                List.of(Header.RETRY_AFTER, Header.SESSION_EXPIRES, Header.MIN_SE));
        Arbitrary<CSeq> cseq = Combinators.combine(ints, token()).as((n, m) -> new CSeq(n, SipMethod.of(m)));
        put(Header.CSEQ, cseq);
        put(
                Header.RACK,
                Combinators.combine(Arbitraries.longs().between(1, DeltaSeconds.MAX), cseq)
                        .as(RAck::new));
        Arbitrary<BigDecimal> decimal = Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        Arbitraries.integers().between(0, 20))
                .as(BigDecimal::valueOf);
        put(Header.TIMESTAMP, Combinators.combine(decimal, decimal).as(Timestamp::new));
        put(
                Header.DATE,
                Arbitraries.longs()
                        .between(
                                Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
                                Instant.parse("9999-12-31T23:59:59Z").getEpochSecond())
                        .map(Instant::ofEpochSecond));
    }

    private static void authentication() {
        put(challenge(), List.of(Header.WWW_AUTHENTICATE, Header.PROXY_AUTHENTICATE));
        put(credentials(), List.of(Header.AUTHORIZATION, Header.PROXY_AUTHORIZATION));
        Arbitrary<AuthenticationInfo> info = Combinators.combine(
                        Arbitraries.of(DigestQop.values()),
                        oneLine(),
                        oneLine(),
                        Arbitraries.longs().between(1, 1L << 31))
                .as((qop, response, next, nc) ->
                        AuthenticationInfo.ofResponse(qop, response, next, nc).withNextNonce(next));
        put(info, List.of(Header.AUTHENTICATION_INFO, Header.PROXY_AUTHENTICATION_INFO));
        put(
                Header.IDENTITY,
                Combinators.combine(
                                Arbitraries.strings()
                                        .withChars(ALPHANUM + "+/-_=.")
                                        .ofMinLength(1)
                                        .ofMaxLength(20),
                                uri().optional(),
                                parameters().map(parameters -> parameters.without("info")))
                        .as(Identity::new));
    }

    private static Arbitrary<Challenge> challenge() {
        Arbitrary<Challenge> digest = Combinators.combine(
                        oneLine(),
                        oneLine(),
                        Arbitraries.of(DigestAlgorithm.values()),
                        Arbitraries.of(DigestQop.values()).list().ofMinSize(1).ofMaxSize(2),
                        token())
                .as((realm, nonce, algorithm, qop, name) -> Challenge.digest(realm, nonce)
                        .withAlgorithm(algorithm)
                        .withQop(qop)
                        .withStale(realm.length() > 3)
                        .withParameter(name, nonce));
        return Arbitraries.oneOf(
                digest,
                Arbitraries.of("Negotiate", "Basic realm=\"a, b\"", "NTLM a==").map(Challenge::parse));
    }

    private static Arbitrary<Credentials> credentials() {
        return Combinators.combine(
                        oneLine(),
                        oneLine(),
                        uri(),
                        Arbitraries.of(DigestQop.values()),
                        Arbitraries.longs().between(1, 9))
                .as((user, nonce, uri, qop, nc) -> Credentials.digest(user, "r", nonce, uri, "0")
                        .withQop(qop, user, nc)
                        .withOpaque(user)
                        .withUserhash(nc > 4));
    }

    private static void others() {
        Arbitrary<String> callId = Arbitraries.strings()
                .withChars(ALPHANUM + "-.!%*_+`'~()<>:\\\"/[]?{}")
                .ofMinLength(1)
                .ofMaxLength(8);
        put(callId, List.of(Header.CALL_ID, Header.IN_REPLY_TO));
        Arbitrary<DialogReference> dialog = Combinators.combine(callId, token(), token(), oneLine())
                .as((id, to, from, value) ->
                        DialogReference.of(id + "@" + id, to, from).withParameter("x", value));
        put(dialog, List.of(Header.REPLACES, Header.JOIN));
        put(Header.TARGET_DIALOG, Combinators.combine(callId, token(), token()).as(DialogReference::target));
        put(
                Header.VIA,
                Combinators.combine(token(), Arbitraries.of("h", "2001:db8::1", "192.0.2.1"), token(), oneLine())
                        .as((transport, host, branch, value) ->
                                Via.of(transport, host, 5060, branch).withParameter("x", value)));
        put(
                Header.WARNING,
                Combinators.combine(Arbitraries.integers().between(100, 999), token(), oneLine())
                        .as(Warning::new));
        put(Header.MIME_VERSION, Arbitraries.of("1.0", "10.23"));
        put(
                oneLine().map(String::strip),
                List.of(Header.USER_AGENT, Header.SERVER, Header.SUBJECT, Header.ORGANIZATION));
    }
}
