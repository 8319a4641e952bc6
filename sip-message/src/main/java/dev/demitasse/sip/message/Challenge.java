// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One challenge of a WWW-Authenticate or Proxy-Authenticate (RFC 3261 sections 20.27 and 20.44; digest: RFC 7616 section
 * 3.3 and RFC 8760). A response may hold several, the one the server likes best on top; each line may hold one, or
 * several as RFC 7235 section 4.1 allows. What is not understood is to be passed over, so a challenge is malformed only if
 * it cannot be read at all: a digest challenge may lack its realm or nonce. {@link #toString} shows the scheme alone.
 * Equal to another by its text. Immutable and thread-safe.
 */
public final class Challenge extends AuthenticationValue {
    private Challenge(AuthValue value) {
        super(value);
    }

    /**
     * Reads one challenge.
     *
     * @param text such as {@code Digest realm="example.com", nonce="1"}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static Challenge parse(String text) {
        return ValueCodec.parseText(Challenge::parse, text, "challenge");
    }

    static Challenge parse(ByteCursor in) throws SipParseException {
        return new Challenge(AuthValue.parse(in));
    }

    /**
     * A digest challenge.
     *
     * @param realm what the user is asked to prove membership of
     * @param nonce made by the server for this challenge
     * @return the challenge
     * @throws IllegalArgumentException if one of them has CR, LF or NUL
     */
    public static Challenge digest(String realm, String nonce) {
        return new Challenge(AuthValue.digest().withQuoted("realm", realm).withQuoted("nonce", nonce));
    }

    /**
     * The URIs the credentials will be good for.
     *
     * @return as written, in order; none if it is not said
     */
    public List<String> domain() {
        return tokens(value.value("domain").orElse(""));
    }

    /**
     * Whether the credentials were right and only their nonce is too old.
     *
     * @return whether {@code stale} is true
     */
    public boolean isStale() {
        return value.isTrue("stale");
    }

    /**
     * The qualities of protection to choose from. Those that are not known are left out (RFC 7616 section 3.3: they "MUST
     * be ignored").
     *
     * @return in the server's order; none if none is named, as in RFC 2069, or none is known: {@code parameter("qop")}
     *     tells which
     */
    public List<DigestQop> qop() {
        List<DigestQop> known = new ArrayList<>(2);
        for (String token : tokens(value.value("qop").orElse(""))) {
            DigestQop.of(token).ifPresent(known::add);
        }
        return List.copyOf(known);
    }

    /** What commas and white space separate. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',' || text.charAt(i) <= ' ') {
                if (i > start) {
                    tokens.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return List.copyOf(tokens);
    }

    /**
     * The same with an algorithm.
     *
     * @param algorithm the algorithm
     * @return the new value
     */
    public Challenge withAlgorithm(DigestAlgorithm algorithm) {
        return new Challenge(value.withToken("algorithm", algorithm.token()));
    }

    /**
     * The same with qualities of protection.
     *
     * @param qop the qualities offered, at least one, the best first
     * @return the new value
     * @throws IllegalArgumentException if there is none
     */
    public Challenge withQop(List<DigestQop> qop) {
        if (qop.isEmpty()) {
            throw new IllegalArgumentException("no qop");
        }
        String list = qop.stream().map(DigestQop::token).collect(Collectors.joining(","));
        return new Challenge(value.withQuoted("qop", list));
    }

    /**
     * The same with text for the client to send back.
     *
     * @param opaque any text on one line
     * @return the new value
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public Challenge withOpaque(String opaque) {
        return new Challenge(value.withQuoted("opaque", opaque));
    }

    /**
     * The same with the URIs the credentials will be good for.
     *
     * @param uris without white space
     * @return the new value
     * @throws IllegalArgumentException if one has a character that no URI has
     */
    public Challenge withDomain(List<String> uris) {
        uris.forEach(uri -> Text.requireClass(uri, CharClass.URI, "domain"));
        return new Challenge(value.withQuoted("domain", String.join(" ", uris)));
    }

    /**
     * The same, saying whether only the nonce was too old.
     *
     * @param stale whether it was
     * @return the new value
     */
    public Challenge withStale(boolean stale) {
        return new Challenge(value.withToken("stale", Boolean.toString(stale)));
    }

    /**
     * The same, saying whether a hash is taken in place of the user's name.
     *
     * @param userhash whether it is
     * @return the new value
     */
    public Challenge withUserhash(boolean userhash) {
        return new Challenge(value.withToken("userhash", Boolean.toString(userhash)));
    }

    /**
     * The same with a parameter of another specification, quoted.
     *
     * @param name a token
     * @param text any text on one line
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the text has CR, LF or NUL
     */
    public Challenge withParameter(String name, String text) {
        return new Challenge(value.withQuoted(name, text));
    }
}
