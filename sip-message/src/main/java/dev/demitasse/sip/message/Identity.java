// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;
import java.util.Optional;

/**
 * A signature over the identity of the caller (RFC 8224 section 4). It is read, not verified. The signature is kept out
 * of {@link #toString}. Immutable.
 *
 * @param signedIdentityDigest the PASSporT (RFC 8225) in its full or compact form: base64 characters and dots
 * @param info where the certificate is found; empty if it is not said, as before RFC 8224
 * @param parameters the other parameters, such as {@code alg} and {@code ppt}
 */
public record Identity(String signedIdentityDigest, Optional<Uri> info, Parameters parameters) {
    private static final String RULE = "Identity";

    /**
     * Checks the parts.
     *
     * @param signedIdentityDigest the PASSporT (RFC 8225) in its full or compact form: base64 characters and dots
     * @param info where the certificate is found; empty if it is not said
     * @param parameters the other parameters, such as {@code alg} and {@code ppt}
     * @throws IllegalArgumentException if the digest has other characters, or {@code info} is among the parameters
     */
    public Identity {
        Text.requireClass(signedIdentityDigest, CharClass.BASE64, "signed-identity-digest");
        Objects.requireNonNull(info, "info");
        if (Parameters.requireHeader(parameters).contains("info")) {
            throw new IllegalArgumentException("info twice");
        }
    }

    /**
     * Reads a value.
     *
     * @param text such as {@code eyJh..c2ln;info=<https://example.org/cert>;alg=ES256}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static Identity parse(String text) {
        return ValueCodec.parseText(Identity::parse, text, RULE);
    }

    /**
     * {@code signed-identity-digest SEMI ident-info *( SEMI ident-info-params )}, with {@code info} taken wherever it
     * stands among the parameters, and not missed: before RFC 8224 it was a header of its own.
     */
    static Identity parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.require(CharClass.BASE64, "signed-identity-digest", "base64 characters");
        String digest = Text.of(in.bytes(), start, in.position());
        int parametersStart = in.position();
        Uri info = null;
        var others = new ByteWriter(in.end() - parametersStart);
        while (in.acceptSeparator(';')) {
            int nameStart = in.position();
            in.skipToken("ident-info-params");
            if (Text.equalsIgnoreCase(in.bytes(), nameStart, in.position(), "info")) {
                info = info(in, info, nameStart);
            } else {
                skipValue(in);
                others.put(';').raw(in.bytes(), nameStart, in.position());
            }
        }
        return new Identity(digest, Optional.ofNullable(info), parameters(in, others, parametersStart));
    }

    /** {@code ident-info = "info" EQUAL LAQUOT absoluteURI RAQUOT}. */
    private static Uri info(ByteCursor in, Uri before, int nameStart) throws SipParseException {
        if (before != null) {
            throw new SipParseException(RULE, "info once", nameStart, "one repeated", 400);
        }
        in.expectSeparator('=', RULE);
        in.expect('<', RULE);
        int end = in.position();
        while (end < in.end() && in.bytes()[end] != '>') {
            end++;
        }
        Uri info = UriParser.parse(in, end);
        in.expect('>', RULE);
        return info;
    }

    private static void skipValue(ByteCursor in) throws SipParseException {
        if (!in.acceptSeparator('=')) {
            return;
        }
        if (in.peek() == '"') {
            in.skipQuoted(RULE);
        } else {
            in.require(CharClass.VALUE, RULE, "gen-value");
        }
    }

    /** The parameters that are left; they are well formed, but may be too many or repeated. */
    private static Parameters parameters(ByteCursor in, ByteWriter others, int offset) throws SipParseException {
        var rest = new ByteCursor(others.toArray(), 0, others.length(), 0, in.maxParameters());
        try {
            ParameterParser.skip(rest, RULE);
        } catch (SipParseException e) {
            throw new SipParseException(e.rule(), e.expected(), offset, e.found(), 400);
        }
        return Parameters.ofHeader(rest.bytes(), 0, rest.position());
    }

    /**
     * The signature algorithm.
     *
     * @return such as {@code ES256}, which is meant where it is not said; empty if it is not said
     */
    public Optional<String> algorithm() {
        return parameters.value("alg");
    }

    /**
     * The extension of the PASSporT.
     *
     * @return such as {@code shaken} (RFC 8588); empty if there is none
     */
    public Optional<String> passportType() {
        return parameters.value("ppt");
    }

    /**
     * The whole value. Confidential: it holds the signature.
     *
     * @return as it stands in a header
     */
    public String encoded() {
        return signedIdentityDigest + suffix();
    }

    private String suffix() {
        return info.map(uri -> ";info=<" + uri + ">").orElse("") + parameters;
    }

    void writeTo(ByteWriter out) {
        out.text(encoded());
    }

    /** As it stands in a header, with stars in place of the signature. */
    @Override
    public String toString() {
        return "****" + suffix();
    }
}
