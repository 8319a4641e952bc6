// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;
import java.util.Optional;

/**
 * {@code auth-scheme [ LWS ( auth-param *(COMMA auth-param) / token68 ) ]}: what challenges and credentials have in
 * common (RFC 3261 section 25.1; without parameters and with a token68: RFC 7235 section 2.1). Digest has parameters.
 *
 * @param scheme as written
 * @param token68 empty if there is none
 * @param parameters none if there is a token68
 */
record AuthValue(String scheme, String token68, AuthParameters parameters) {
    private static final String DIGEST = "Digest";

    static AuthValue digest() {
        return new AuthValue(DIGEST, "", AuthParameters.NONE);
    }

    static AuthValue parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skipToken("auth-scheme");
        String scheme = Text.of(in.bytes(), start, in.position());
        int schemeEnd = in.position();
        boolean space = in.skipLws();
        if (scheme.equalsIgnoreCase(DIGEST)) {
            if (!space) {
                throw in.fail("auth-scheme", "LWS");
            }
            return new AuthValue(scheme, "", AuthParameters.parse(in));
        }
        if (!space || in.atEnd() || in.peek() == ',') {
            in.moveTo(schemeEnd);
            return new AuthValue(scheme, "", AuthParameters.NONE);
        }
        int token68End = token68End(in);
        if (token68End >= 0) {
            String token68 = Text.of(in.bytes(), in.position(), token68End);
            in.moveTo(token68End);
            return new AuthValue(scheme, token68, AuthParameters.NONE);
        }
        return new AuthValue(scheme, "", AuthParameters.parse(in));
    }

    /** Where {@code token68} ends, if that is all there is up to a comma or the end; else -1. Moves nowhere. */
    private static int token68End(ByteCursor in) {
        int start = in.position();
        boolean any = in.skip(CharClass.TOKEN68);
        int end;
        do {
            end = in.position();
        } while (in.accept('='));
        in.skipLws();
        boolean alone = any && (in.atEnd() || in.peek() == ',');
        in.moveTo(start);
        return alone ? end : -1;
    }

    boolean isDigest() {
        return scheme.equalsIgnoreCase(DIGEST);
    }

    Optional<String> value(String name) {
        return parameters.value(name);
    }

    List<String> names() {
        return parameters.names();
    }

    AuthValue withQuoted(String name, String value) {
        return new AuthValue(scheme, "", parameters.withQuoted(name, value));
    }

    AuthValue withToken(String name, String value) {
        return new AuthValue(scheme, "", parameters.withToken(name, value));
    }

    /** The algorithm named, MD5 if none is; empty if it is not known. */
    Optional<DigestAlgorithm> algorithm() {
        return DigestAlgorithm.of(value("algorithm").orElse(DigestAlgorithm.MD5.token()));
    }

    boolean isTrue(String name) {
        return value(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    void writeTo(ByteWriter out) {
        out.text(scheme);
        if (!token68.isEmpty()) {
            out.put(' ').text(token68);
        } else if (!parameters.isEmpty()) {
            parameters.writeTo(out.put(' '));
        }
    }

    /** As it stands in a header. */
    String encoded() {
        var out = new ByteWriter(128);
        writeTo(out);
        return Text.of(out.toArray(), 0, out.length());
    }

    /** The scheme alone. */
    @Override
    public String toString() {
        return scheme + " ****";
    }
}
