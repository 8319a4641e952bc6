// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the lines of a description. {@link #nextLine} finds the end of a line and checks its octets; the other
 * methods then read within it and never go back. Not thread-safe.
 */
final class LineCursor {
    private static final int MALFORMED = 400;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** One more than CR in each octet: subtracting it borrows from the sign of every octet up to CR. */
    private static final long LOW_LIMIT = 0x0e0e0e0e0e0e0e0eL;

    private static final long SIGNS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private final byte[] bytes;
    private final SdpParserLimits limits;
    private Charset charset = StandardCharsets.UTF_8;
    private boolean charsetKnown;
    private boolean ascii;
    private int position;
    private int end;
    private int next;
    private int lines;
    private long steps;

    private LineCursor(byte[] bytes, SdpParserLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Eight octets as a number, the first one lowest. */
    static long eight(byte[] octets, int at) {
        return (long) EIGHT.get(octets, at);
    }

    /** A text of eight octets at most as a number, for {@link #accept(long, int)}. */
    static long packed(String text) {
        return eight(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Long.BYTES), 0);
    }

    /** A cursor over a copy of the octets, which what is read may keep. */
    static LineCursor over(byte[] bytes, SdpParserLimits limits) throws SdpParseException {
        if (bytes.length > limits.maxBytes()) {
            throw new SdpParseException(
                    "maxBytes", "at most " + limits.maxBytes(), limits.maxBytes(), bytes.length + " bytes", MALFORMED);
        }
        return new LineCursor(bytes.clone(), limits);
    }

    /**
     * Moves to the next line and over its type and equals sign. Lines end with CR LF, or with LF as RFC 8866 section 5
     * asks parsers to accept; the last may end with the input.
     *
     * @return the type letter, or 0 at the end of the description
     */
    byte nextLine() throws SdpParseException {
        position = next;
        if (position == bytes.length) {
            return 0;
        }
        if (++lines > limits.maxLines()) {
            throw fail("maxLines", "at most " + limits.maxLines() + " lines");
        }
        findEnd();
        if (end == position) {
            return trailingEmptyLines();
        }
        if (end - position < 2 || bytes[position + 1] != '=') {
            throw fail("session-description", "<type>=");
        }
        byte type = bytes[position];
        position += 2;
        return type;
    }

    /** Finds the end of the line, eight octets at a time, and whether it is all ASCII. */
    private void findEnd() throws SdpParseException {
        byte[] octets = bytes;
        long signs = 0;
        int i = position;
        for (; i < octets.length; i++) {
            while (i + 8 <= octets.length) {
                long eight = eight(octets, i);
                long low = eight - LOW_LIMIT & ~eight & SIGNS;
                if (low != 0) {
                    signs |= eight & Long.lowestOneBit(low) - 1;
                    i += Long.numberOfTrailingZeros(low) >>> 3;
                    break;
                }
                signs |= eight;
                i += 8;
            }
            if (i == octets.length || endsAt(i)) {
                break;
            }
            signs |= octets[i];
        }
        steps += i - position;
        ascii = (signs & SIGNS) == 0;
        end = i;
        if (end - position > limits.maxLineBytes()) {
            throw fail("maxLineBytes", "at most " + limits.maxLineBytes() + " bytes");
        }
        next = i == octets.length ? i : octets[i] == '\n' ? i + 1 : i + 2;
    }

    /** Whether the line ends with this octet; NUL and a lone CR are in no line. */
    private boolean endsAt(int at) throws SdpParseException {
        byte octet = bytes[at];
        if (octet == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n' || octet == '\n') {
            return true;
        }
        if (octet == '\r' || octet == 0) {
            steps += at - position;
            position = at;
            throw fail("byte-string", "neither NUL nor a lone CR");
        }
        return false;
    }

    /** {@link SdpQuirk#TRAILING_EMPTY_LINES}. */
    private byte trailingEmptyLines() throws SdpParseException {
        steps += bytes.length - position;
        for (int i = position; i < bytes.length; i++) {
            if (bytes[i] != '\r' && bytes[i] != '\n') {
                throw fail("session-description", "<type>=");
            }
        }
        next = bytes.length;
        return 0;
    }

    /** {@link SdpQuirk#TRAILING_SPACE}: leaves blanks at the end of this line out. */
    void dropTrailingSpace() {
        while (end > position && bytes[end - 1] == ' ') {
            end--;
        }
    }

    /** How many octets were looked at so far: tests hold it to a constant for each octet of the input. */
    long steps() {
        return steps;
    }

    /** Whether this line is all ASCII, so that its octets can be kept instead of text. */
    boolean isAscii() {
        return ascii;
    }

    byte[] octets() {
        return bytes;
    }

    int position() {
        return position;
    }

    /** Moves over a non-empty run of octets of the class. */
    void skip(int classes, String rule) throws SdpParseException {
        int stop = runEnd(classes);
        if (stop == position) {
            throw fail(rule, "a field");
        }
        position = stop;
    }

    void skipRest() {
        position = end;
    }

    boolean atEnd() {
        return position == end;
    }

    /** The next octet of the line, or 0 at its end. */
    byte peek() {
        return position < end ? bytes[position] : 0;
    }

    /** Reads the octet when it is the next one. */
    boolean accept(char octet) {
        if (position < end && bytes[position] == octet) {
            position++;
            return true;
        }
        return false;
    }

    void expect(char octet, String rule) throws SdpParseException {
        if (!accept(octet)) {
            throw fail(rule, "'" + octet + "'");
        }
    }

    /** Nothing may follow on this line. */
    void expectEnd(String rule) throws SdpParseException {
        if (position != end) {
            throw fail(rule, "end of line");
        }
    }

    /** A non-empty run of octets of the class. */
    String take(int classes, String rule) throws SdpParseException {
        return taken(runEnd(classes), rule);
    }

    /** A non-empty run of octets of the class up to the given one, which stays. */
    String takeUntil(char stop, int classes, String rule) throws SdpParseException {
        int i = position;
        while (i < end && bytes[i] != stop && Text.is(bytes[i], classes)) {
            i++;
        }
        steps += i - position;
        return taken(i, rule);
    }

    /** Moves over a name, which is a token: most are of letters alone, and most of these are within eight octets. */
    void skipName(String rule) throws SdpParseException {
        int start = position;
        if (start + Long.BYTES <= end) {
            int letters = Long.numberOfTrailingZeros(notLetters(eight(bytes, start))) >>> 3;
            steps += letters;
            position = start + letters;
        }
        position = runEnd(Text.TOKEN);
        if (position == start) {
            throw fail(rule, "a field");
        }
    }

    /** The sign of each octet that is no letter; sums of seven bits never carry into the next octet. */
    private static long notLetters(long eight) {
        long folded = eight & ~SIGNS | ' ' * ONES;
        return (~(folded + (0x80 - 'a') * ONES & ~(folded + (0x7f - 'z') * ONES)) | eight) & SIGNS;
    }

    /** Moves to the end of the line when the text is all that is left of it, as {@link #accept(long, int)} does. */
    boolean isRest(long text, int length) {
        return end - position == length && accept(text, length);
    }

    /** Moves over the text when it is next on this line; it has eight octets at most, and these are its number. */
    boolean accept(long text, int length) {
        if (end - position < length
                || position + Long.BYTES > bytes.length
                || (eight(bytes, position) & -1L >>> Long.SIZE - length * Byte.SIZE) != text) {
            return false;
        }
        steps += length;
        position += length;
        return true;
    }

    private int runEnd(int classes) {
        byte[] octets = bytes;
        int last = end;
        int i = position;
        while (i < last && Text.is(octets[i], classes)) {
            i++;
        }
        steps += i - position;
        return i;
    }

    private String taken(int to, String rule) throws SdpParseException {
        int start = position;
        if (to == start) {
            throw fail(rule, "a field");
        }
        position = to;
        return CommonNames.string(bytes, start, to, charset());
    }

    /** {@code 1*DIGIT}, at most the given value, which is far enough below 2^63 for one more digit. */
    long decimal(long most, String rule) throws SdpParseException {
        int stop = runEnd(Text.DIGIT);
        if (stop == position) {
            throw fail(rule, "a number");
        }
        long value = 0;
        for (int i = position; i < stop; i++) {
            value = value * 10 + bytes[i] - '0';
            if (value > most) {
                throw fail(rule, "at most " + most);
            }
        }
        position = stop;
        return value;
    }

    /** The rest of the line, perhaps empty. */
    String rest() {
        int start = position;
        position = end;
        steps += end - start;
        return CommonNames.string(bytes, start, end, charset());
    }

    /** The rest of the line, which must not be empty. */
    String text(String rule) throws SdpParseException {
        if (position == end) {
            throw fail(rule, "text");
        }
        return rest();
    }

    /** The encoding of the text read so far: UTF-8, or ISO-8859-1 where the octets are not UTF-8. */
    Charset charset() {
        if (ascii) {
            return StandardCharsets.ISO_8859_1;
        }
        return descriptionCharset();
    }

    /** The encoding of the whole description. Decided once, at the first line that is not ASCII. */
    Charset descriptionCharset() {
        if (!charsetKnown && !ascii) {
            charsetKnown = true;
            steps += bytes.length;
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                charset = StandardCharsets.ISO_8859_1;
            }
        }
        return charset;
    }

    SdpParseException fail(String rule, String expected) {
        return fail(rule, expected, MALFORMED);
    }

    SdpParseException fail(String rule, String expected, int suggestedStatus) {
        String found = position >= bytes.length ? "the end" : String.format("0x%02x", bytes[position]);
        return new SdpParseException(rule, expected, position, found, suggestedStatus);
    }
}
