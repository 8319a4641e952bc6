// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads SIP messages (RFC 3261 sections 7 and 25.1) in one forward pass. Via, From, To, Call-ID and CSeq must be there
 * and valid, a Content-Length valid where there is one; other headers are only framed, and read when the message is asked
 * for them. Nothing received is trusted for size or number: see {@link SipParserLimits}. It allocates a message and nothing else,
 * if one thread at a time uses it. Immutable and thread-safe.
 */
public final class SipParser {
    static final SipParser DEFAULT = new SipParser();

    private final SipParserLimits limits;
    private final int quirks;

    /** What the last parse worked with, for the next; not there while one is under way. */
    private final AtomicReference<MessageReader> idle = new AtomicReference<>();

    /** A parser with the default limits and all lenient quirks. */
    public SipParser() {
        this(SipParserLimits.DEFAULT);
    }

    /**
     * A parser with all lenient quirks.
     *
     * @param limits how much to take
     */
    public SipParser(SipParserLimits limits) {
        this(limits, EnumSet.allOf(LenientQuirk.class));
    }

    /**
     * A parser.
     *
     * @param limits how much to take
     * @param quirks what to take although RFC 3261 does not allow it; none for a strict parser
     */
    public SipParser(SipParserLimits limits, Set<LenientQuirk> quirks) {
        this.limits = Objects.requireNonNull(limits, "limits");
        int mask = 0;
        for (LenientQuirk quirk : quirks) {
            mask |= quirk.mask();
        }
        this.quirks = mask;
    }

    /**
     * Reads the one message of a datagram. Bytes after the body that Content-Length announces are cut off; line ends
     * before the start line are passed over (RFC 3261 sections 7.5 and 18.3).
     *
     * @param datagram the bytes, copied
     * @return the message
     * @throws SipParseException if it is none this parser accepts
     */
    public SipMessage parse(byte[] datagram) throws SipParseException {
        return parse(datagram, 0, datagram.length);
    }

    /**
     * Reads the one message of a datagram, as {@link #parse(byte[])} does.
     *
     * @param bytes where the datagram stands; its part is copied
     * @param offset index of its first byte
     * @param length its length in bytes
     * @return the message
     * @throws SipParseException if it is none this parser accepts
     * @throws IndexOutOfBoundsException if that is not a part of the array
     */
    public SipMessage parse(byte[] bytes, int offset, int length) throws SipParseException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        checkSize(length);
        return read(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * Reads the one message of a datagram, as {@link #parse(byte[])} does.
     *
     * @param datagram the bytes from position to limit, copied; afterwards its position is at its limit
     * @return the message
     * @throws SipParseException if it is none this parser accepts
     */
    public SipMessage parse(ByteBuffer datagram) throws SipParseException {
        int length = datagram.remaining();
        if (length > limits.maxMessageBytes()) {
            datagram.position(datagram.limit());
        }
        checkSize(length);
        byte[] bytes = new byte[length];
        datagram.get(bytes);
        return read(bytes);
    }

    /** Reads a message that keeps these very bytes; their number was checked. */
    SipMessage read(byte[] bytes) throws SipParseException {
        MessageReader left = idle.getAndSet(null);
        MessageReader reader = left == null ? new MessageReader(this, bytes) : left.over(bytes);
        try {
            return reader.read();
        } finally {
            reader.release();
            idle.setRelease(reader);
        }
    }

    private void checkSize(int length) throws SipParseException {
        if (length > limits.maxMessageBytes()) {
            throw new SipParseException(
                    "SIP-message", "at most " + limits.maxMessageBytes() + " bytes", 0, length + " bytes", 513);
        }
    }

    /**
     * The limits in force.
     *
     * @return the limits
     */
    public SipParserLimits limits() {
        return limits;
    }

    int quirks() {
        return quirks;
    }

    boolean has(LenientQuirk quirk) {
        return (quirks & quirk.mask()) != 0;
    }

    ByteCursor cursor(byte[] bytes, int start, int end) {
        return new ByteCursor(bytes, start, end, quirks, limits.maxParameters());
    }
}
