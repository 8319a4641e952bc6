// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/** A SIP response (RFC 3261 section 7.2). Immutable and thread-safe. */
public final class SipResponse extends SipMessage {
    SipResponse(MessageContent content) {
        super(content);
    }

    /**
     * Begins a response without headers.
     *
     * @param status the status
     * @return a new builder
     */
    public static Builder builder(SipStatus status) {
        return new Builder(status);
    }

    /**
     * Begins the response to a request with what RFC 3261 section 8.2.6.2 asks to be copied: all Via, From, To, Call-ID
     * and CSeq, byte for byte; into a 100 also the Timestamp (8.2.6.1). A tag in the To, where one is due, is the
     * caller's to add; so is the Record-Route (12.1.1), for which there is {@link SipMessageBuilder#copy}.
     *
     * @param request the request
     * @param status the status
     * @return a new builder
     */
    public static Builder responseTo(SipRequest request, SipStatus status) {
        Builder builder = new Builder(status);
        builder.copy(request, Header.VIA);
        builder.copy(request, Header.FROM);
        builder.copy(request, Header.TO);
        builder.copy(request, Header.CALL_ID);
        builder.copy(request, Header.CSEQ);
        if (status.code() == 100) {
            builder.copy(request, Header.TIMESTAMP);
        }
        return builder;
    }

    /**
     * Begins a copy of this response; lines that are not touched are written through byte for byte.
     *
     * @return a new builder with all of this response
     */
    public Builder toBuilder() {
        Builder builder = new Builder(status()).reason(reason());
        builder.copyAll(this);
        return builder;
    }

    /**
     * A copy with one header replaced.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value; lines of that header that were there before are gone
     * @return the new response
     */
    public <T> SipResponse with(Header<T> header, T value) {
        return toBuilder().header(header, value).build();
    }

    /**
     * The status.
     *
     * @return the status, with its default phrase
     */
    public SipStatus status() {
        return content().status;
    }

    /**
     * The reason phrase of the status line.
     *
     * @return the phrase as received, perhaps empty
     */
    public String reason() {
        return content().reason;
    }

    @Override
    String redactedStartLine() {
        return "SIP/2.0 " + status().code() + " " + Redaction.printable(reason());
    }

    /** Builds a {@link SipResponse}. Not thread-safe. */
    public static final class Builder extends SipMessageBuilder<Builder> {
        private SipStatus status;
        private String reason;

        private Builder(SipStatus status) {
            status(status);
        }

        /**
         * Changes the status, and the reason phrase to its default.
         *
         * @param newStatus the status
         * @return this builder
         */
        public Builder status(SipStatus newStatus) {
            status = Objects.requireNonNull(newStatus, "status");
            reason = newStatus.phrase();
            return this;
        }

        /**
         * Changes the reason phrase.
         *
         * @param newReason the phrase, perhaps empty
         * @return this builder
         * @throws IllegalArgumentException if it has CR, LF or NUL
         */
        public Builder reason(String newReason) {
            reason = Text.requireOneLine(newReason, "reason");
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void writeStartLine(ByteWriter out) {
            out.text("SIP/2.0 ").number(status.code()).put(' ').text(reason);
        }

        @Override
        int startLineLength() {
            return "SIP/2.0 200 \r\n".length() + reason.length();
        }

        /**
         * The response, with a Content-Length that is right.
         *
         * @return a new response
         * @throws IllegalStateException if From, To, Call-ID or CSeq is missing, or the headers are longer than
         *     {@value SipParserLimits#HEADER_SECTION_CEILING} bytes
         */
        public SipResponse build() {
            MessageContent content = assemble();
            content.status = status;
            content.reason = reason;
            return new SipResponse(content);
        }
    }
}
