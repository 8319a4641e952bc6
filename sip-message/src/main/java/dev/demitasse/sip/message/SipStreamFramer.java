// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Cuts one direction of a byte stream into messages by their Content-Length (RFC 3261 sections 7.5 and 18.3) and tells
 * keepalives (RFC 5626 section 4.4.1) from them. What it finds does not depend on how the stream was cut into chunks.
 *
 * <p>It keeps no more than one incomplete message: up to {@link SipParserLimits#maxHeaderSectionBytes} until the empty
 * line is there, then up to the Content-Length, which has to be within the limits; room is made as bytes arrive, not when
 * they are announced, and never for more of a chunk than that, however large its owner made it. A message whose Content-Length is missing, repeated or malformed, whose lines end otherwise than
 * they may, or that is larger than the limits, ends the stream with {@link StreamFrame.Lost}. Not thread-safe; confined to
 * the loop of its connection. It knows no time: how long a message may stay incomplete is its owner's to decide.
 */
public final class SipStreamFramer {
    private static final byte[] NOTHING = {};

    /** So many bytes more than allowed are waited for: they may be a line end that belongs to nothing before it. */
    private static final int LINE_END_BYTES = 2;

    private final SipParser parser;
    private final SipParserLimits limits;
    private final StreamHead head;
    private final int maxStartLineBytes;
    private byte[] kept = NOTHING;
    private int keptEnd;
    private boolean lost;
    private boolean afterLineEnd;

    /** How far into the message at the front the search for its empty line has come. */
    private int searched;

    private boolean startLineEnded;

    /** Length of the message at the front; -1 as long as its empty line was not found. */
    private int total = -1;

    private long work;

    /**
     * A framer for a new connection.
     *
     * @param parser reads the messages; its limits and quirks hold for the framing too
     */
    public SipStreamFramer(SipParser parser) {
        this.parser = Objects.requireNonNull(parser, "parser");
        this.limits = parser.limits();
        this.head = new StreamHead(parser);
        this.maxStartLineBytes = Math.min(limits.maxStartLineBytes(), limits.maxHeaderSectionBytes());
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param chunk any number of bytes from position to limit, copied; afterwards its position is at its limit
     * @return what is complete with them, in stream order; nothing once {@link StreamFrame.Lost} was returned
     */
    public List<StreamFrame> onBytes(ByteBuffer chunk) {
        List<StreamFrame> frames = new ArrayList<>(2);
        while (chunk.hasRemaining() && !lost) {
            if (keptEnd > 0 || !chunk.hasArray()) {
                keep(chunk);
                take(kept, 0, keptEnd, frames);
            } else {
                int from = chunk.arrayOffset() + chunk.position();
                int end = from + chunk.remaining();
                chunk.position(chunk.limit());
                take(chunk.array(), from, end, frames);
            }
        }
        chunk.position(chunk.limit());
        return frames;
    }

    /**
     * How many bytes of an incomplete message are kept.
     *
     * @return the number of bytes; 0 between messages
     */
    public int pendingBytes() {
        return keptEnd;
    }

    /** How many bytes there is room for without growing. */
    int room() {
        return kept.length;
    }

    /** How many bytes were looked at so far, parsing excluded. */
    long work() {
        return work;
    }

    /** Keeps as much of the chunk as the message at the front may need; the rest waits until that is known to be allowed. */
    private void keep(ByteBuffer chunk) {
        int expected = total < 0 ? limits.maxHeaderSectionBytes() + LINE_END_BYTES : total;
        int length = Math.min(chunk.remaining(), expected - keptEnd);
        int needed = keptEnd + length;
        if (needed > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(needed, Math.min(2 * kept.length, expected)));
        }
        chunk.get(kept, keptEnd, length);
        keptEnd = needed;
    }

    private void take(byte[] data, int start, int end, List<StreamFrame> frames) {
        int at = start;
        try {
            while (at < end) {
                int next = frame(data, at, end, frames);
                if (next == at) {
                    break;
                }
                at = next;
            }
        } catch (SipParseException e) {
            lost = true;
            at = end;
            frames.add(new StreamFrame.Lost(e));
        }
        keepRest(data, at, end);
    }

    private void keepRest(byte[] data, int at, int end) {
        if (at == end) {
            kept = NOTHING;
        } else if (data != kept) {
            kept = Arrays.copyOfRange(data, at, end);
        } else if (at > 0) {
            System.arraycopy(data, at, kept, 0, end - at);
        }
        keptEnd = end - at;
    }

    /** Takes what stands at the front, if it is complete, and returns where it ends; else returns where it begins. */
    private int frame(byte[] data, int at, int end, List<StreamFrame> frames) throws SipParseException {
        if (data[at] == '\r' || data[at] == '\n') {
            return lineEnd(data, at, end, frames);
        }
        afterLineEnd = false;
        if (total < 0 && !findTotal(data, at, end)) {
            return at;
        }
        if (end - at < total) {
            return at;
        }
        int next = at + total;
        frames.add(message(Arrays.copyOfRange(data, at, next)));
        total = -1;
        searched = 0;
        startLineEnded = false;
        return next;
    }

    private StreamFrame message(byte[] bytes) {
        try {
            return new StreamFrame.Message(parser.read(bytes));
        } catch (SipParseException e) {
            return new StreamFrame.Rejected(e);
        }
    }

    /** RFC 3261 7.5: "Implementations processing SIP messages over stream-oriented transports MUST ignore any CRLF". */
    private int lineEnd(byte[] data, int at, int end, List<StreamFrame> frames) throws SipParseException {
        int next = at + 1;
        if (data[at] == '\r') {
            if (next == end) {
                return at;
            }
            next++;
        }
        work += next - at;
        if (data[next - 1] != '\n' || next - at == 1 && !parser.has(LenientQuirk.BARE_LF)) {
            throw new SipParseException("SIP-message", "CRLF", 0, "CR or LF alone", 400);
        }
        frames.add(afterLineEnd ? StreamFrame.KeepAlive.PING : StreamFrame.KeepAlive.PONG);
        afterLineEnd = !afterLineEnd;
        return next;
    }

    /** Looks for the empty line, and then for the Content-Length; false if the empty line is not there yet. */
    private boolean findTotal(byte[] data, int at, int end) throws SipParseException {
        if (!CharClass.is(data[at], CharClass.TOKEN)) {
            throw new SipParseException("start-line", "a token", 0, "another byte", 400);
        }
        int length = headLength(data, at, end);
        if (length < 0) {
            return false;
        }
        work += length;
        try {
            total = head.messageLength(data, at, at + length);
        } catch (SipParseException e) {
            byte[] legible = Arrays.copyOfRange(data, at, at + length);
            throw e.within(-at).with(PartialMessage.skim(legible, 0, parser));
        }
        return true;
    }

    /** Length of start line, headers and empty line; -1 if more bytes are needed to know. */
    private int headLength(byte[] data, int at, int end) throws SipParseException {
        while (true) {
            int from = at + searched;
            int lf = Scan.indexOf('\n', data, from, end);
            work += lf - from + 1;
            searched = lf - at;
            checkStartLine(data, at, lf == end);
            if (searched + 1 > limits.maxHeaderSectionBytes() + (lf == end ? LINE_END_BYTES : 0)) {
                throw tooLong("message-header", data, at, limits.maxHeaderSectionBytes(), 513);
            }
            if (lf + 1 >= end || data[lf + 1] == '\r' && lf + 2 == end) {
                return -1;
            }
            if (data[lf + 1] == '\n') {
                return searched + 2;
            }
            if (data[lf + 1] == '\r') {
                return searched + 3; // the empty line, or a CR alone, which the look at the head refuses
            }
            searched++;
        }
    }

    /** As long as its line end is not there, two bytes more than allowed are waited for: they may be that line end. */
    private void checkStartLine(byte[] data, int at, boolean open) throws SipParseException {
        if (startLineEnded) {
            return;
        }
        startLineEnded = !open;
        int lineEnd = open || data[at + searched - 1] != '\r' ? searched : searched - 1;
        if (lineEnd > maxStartLineBytes + (open ? 1 : 0)) {
            throw tooLong("start-line", data, at, maxStartLineBytes, 414);
        }
    }

    private SipParseException tooLong(String rule, byte[] data, int at, int limit, int suggestedStatus) {
        var error = new SipParseException(rule, "at most " + limit + " bytes", limit, "more", suggestedStatus);
        return error.with(PartialMessage.skim(Arrays.copyOfRange(data, at, at + limit), 0, parser));
    }
}
