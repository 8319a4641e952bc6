// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/** A SIP request (RFC 3261 section 7.1). Immutable and thread-safe. */
public final class SipRequest extends SipMessage {
    SipRequest(MessageContent content) {
        super(content);
    }

    /**
     * Begins a request.
     *
     * @param method the method
     * @param uri the Request-URI
     * @return a new builder without headers
     */
    public static Builder builder(SipMethod method, Uri uri) {
        return new Builder(method, uri);
    }

    /**
     * Begins a copy of this request; lines that are not touched are written through byte for byte.
     *
     * @return a new builder with all of this request
     */
    public Builder toBuilder() {
        Builder builder = new Builder(method(), uri());
        builder.copyAll(this);
        return builder;
    }

    /**
     * A copy with one header replaced.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value; lines of that header that were there before are gone
     * @return the new request
     */
    public <T> SipRequest with(Header<T> header, T value) {
        return toBuilder().header(header, value).build();
    }

    /**
     * The method.
     *
     * @return the method of the request line
     */
    public SipMethod method() {
        return content().method;
    }

    /**
     * The Request-URI.
     *
     * @return the URI of the request line
     */
    public Uri uri() {
        return content().uri;
    }

    @Override
    String redactedStartLine() {
        return method() + " " + Redaction.uris(uri().toString()) + " SIP/2.0";
    }

    /** Builds a {@link SipRequest}. Not thread-safe. */
    public static final class Builder extends SipMessageBuilder<Builder> {
        private SipMethod method;
        private Uri uri;

        private Builder(SipMethod method, Uri uri) {
            this.method = Objects.requireNonNull(method, "method");
            this.uri = Objects.requireNonNull(uri, "uri");
        }

        /**
         * Changes the method of the request line; the CSeq is the caller's to change too.
         *
         * @param newMethod the method
         * @return this builder
         */
        public Builder method(SipMethod newMethod) {
            method = Objects.requireNonNull(newMethod, "method");
            return this;
        }

        /**
         * Changes the Request-URI.
         *
         * @param newUri the URI
         * @return this builder
         */
        public Builder uri(Uri newUri) {
            uri = Objects.requireNonNull(newUri, "uri");
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void writeStartLine(ByteWriter out) {
            out.text(method.name()).put(' ');
            UriParser.write(uri, out);
            out.text(" SIP/2.0");
        }

        @Override
        int startLineLength() {
            return method.name().length() + UriParser.length(uri) + " SIP/2.0\r\n ".length();
        }

        /**
         * The request, with a Content-Length that is right. A Via may still be missing.
         *
         * @return a new request
         * @throws IllegalStateException if From, To, Call-ID or CSeq is missing, or the headers are longer than
         *     {@value SipParserLimits#HEADER_SECTION_CEILING} bytes
         */
        public SipRequest build() {
            MessageContent content = assemble();
            content.method = method;
            content.uri = uri;
            return new SipRequest(content);
        }
    }
}
