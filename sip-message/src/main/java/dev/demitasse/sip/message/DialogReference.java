// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * A dialog of the recipient's: the shape of Replaces (RFC 3891 section 6.1), Join (RFC 3911 section 7.1) and
 * Target-Dialog (RFC 4538 section 7). Immutable.
 *
 * @param callId the Call-ID of the dialog
 * @param parameters the tags and what else follows
 */
public record DialogReference(String callId, Parameters parameters) {
    /**
     * Checks the Call-ID.
     *
     * @param callId the Call-ID of the dialog
     * @param parameters the tags and what else follows
     * @throws IllegalArgumentException if it is no Call-ID, or the parameters are those of a URI
     */
    public DialogReference {
        ValueCodecs.writeCallId(callId, new ByteWriter(64));
        Parameters.requireHeader(parameters);
    }

    /**
     * A dialog as Replaces and Join name it.
     *
     * @param callId the Call-ID of the dialog
     * @param toTag a token: the recipient's own tag
     * @param fromTag a token: the tag of the recipient's peer
     * @return the value
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static DialogReference of(String callId, String toTag, String fromTag) {
        return tagged(callId, "to-tag", toTag, "from-tag", fromTag);
    }

    /**
     * A dialog as Target-Dialog names it.
     *
     * @param callId the Call-ID of the dialog
     * @param localTag a token: the tag of whoever sends the request
     * @param remoteTag a token: the tag of whoever receives it
     * @return the value
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static DialogReference target(String callId, String localTag, String remoteTag) {
        return tagged(callId, "local-tag", localTag, "remote-tag", remoteTag);
    }

    private static DialogReference tagged(String callId, String name, String tag, String otherName, String otherTag) {
        return new DialogReference(
                callId,
                Parameters.NONE
                        .with(name, Text.requireToken(tag, name))
                        .with(otherName, Text.requireToken(otherTag, otherName)));
    }

    /**
     * Reads a value, such as the Replaces in the URI of a Refer-To.
     *
     * @param text such as {@code 98732@example.com;to-tag=1;from-tag=2}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static DialogReference parse(String text) {
        return ValueCodec.parseText(DialogReference::parse, text, "callid");
    }

    /** {@code callid *(SEMI generic-param)}. */
    static DialogReference parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        ValueCodecs.skipCallId(in);
        int end = in.position();
        ParameterParser.skip(in, "generic-param");
        return new DialogReference(
                Text.of(in.bytes(), start, end), Parameters.ofHeader(in.bytes(), end, in.position()));
    }

    boolean hasTags(String name, String otherName) {
        return tag(name).isPresent() && tag(otherName).isPresent();
    }

    private Optional<String> tag(String name) {
        return parameters.value(name).filter(tag -> !tag.isEmpty());
    }

    /**
     * The {@code to-tag} of a Replaces or Join.
     *
     * @return the recipient's own tag; empty if there is none
     */
    public Optional<String> toTag() {
        return tag("to-tag");
    }

    /**
     * The {@code from-tag} of a Replaces or Join.
     *
     * @return the tag of the recipient's peer; empty if there is none
     */
    public Optional<String> fromTag() {
        return tag("from-tag");
    }

    /**
     * The {@code local-tag} of a Target-Dialog.
     *
     * @return the tag of whoever sent the request; empty if there is none
     */
    public Optional<String> localTag() {
        return tag("local-tag");
    }

    /**
     * The {@code remote-tag} of a Target-Dialog.
     *
     * @return the tag of whoever receives it; empty if there is none
     */
    public Optional<String> remoteTag() {
        return tag("remote-tag");
    }

    /**
     * Whether a Replaces is for early dialogs only (RFC 3891 section 6.1).
     *
     * @return whether there is {@code early-only}
     */
    public boolean isEarlyOnly() {
        return parameters.contains("early-only");
    }

    /**
     * The same with a parameter.
     *
     * @param name a token
     * @param value any text on one line; quoted if needed; the empty text for none, as with {@code early-only}
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public DialogReference withParameter(String name, String value) {
        return new DialogReference(callId, parameters.with(name, value));
    }

    void writeTo(ByteWriter out) {
        out.text(callId);
        parameters.writeTo(out);
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return callId + parameters;
    }
}
