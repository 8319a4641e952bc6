// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/** One header line in a builder: a span of complete wire bytes, line end included. Immutable. */
final class BuilderLine {
    private final byte[] bytes;
    private final int start;
    private final int valueStart;
    private final int valueEnd;
    private final int end;
    private final int number;

    private BuilderLine(byte[] bytes, int start, int valueStart, int valueEnd, int end, int number) {
        this.bytes = bytes;
        this.start = start;
        this.valueStart = valueStart;
        this.valueEnd = valueEnd;
        this.end = end;
        this.number = number;
    }

    /** A line of a message, as it stands there; one with a line end that is not CRLF is written anew. */
    static BuilderLine of(MessageContent content, int index) {
        LineTable lines = content.lines;
        if (content.bareLf && hasBareLf(content.bytes, lines.valueStart(index), lines.end(index))) {
            return copied(content.bytes, lines, index);
        }
        return new BuilderLine(
                content.bytes,
                lines.start(index),
                lines.valueStart(index),
                lines.valueEnd(index),
                lines.end(index),
                lines.number(index));
    }

    private static boolean hasBareLf(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] != '\r') {
                return true;
            }
        }
        return false;
    }

    /** A line of a message on one line that ends with CRLF. */
    static BuilderLine copied(byte[] bytes, LineTable lines, int index) {
        var out = new ByteWriter(lines.valueEnd(index) - lines.start(index) + 8);
        out.raw(bytes, lines.start(index), lines.nameEnd(bytes, index)).put(':').put(' ');
        int valueStart = out.length();
        out.value(bytes, lines.valueStart(index), lines.valueEnd(index));
        return ended(out, 0, valueStart, lines.number(index));
    }

    /** A line of a message that was rejected: what RFC 3261 25.1 allows in no value, control bytes, becomes a question mark. */
    static BuilderLine legible(byte[] bytes, LineTable lines, int index) {
        BuilderLine line = copied(bytes, lines, index);
        for (int i = line.valueStart; i < line.valueEnd; i++) {
            if (CharClass.is(line.bytes[i], CharClass.CONTROL)) {
                line.bytes[i] = '?';
            }
        }
        return line;
    }

    /** A line with a value of a type, written behind what stands in the buffer. */
    static <T> BuilderLine of(Header<T> header, T value, ByteWriter out) {
        int start = out.length();
        HeaderNames.writePrefix(header.number(), header.name(), out);
        int valueStart = out.length();
        header.codec().write(value, out);
        return ended(out, start, valueStart, header.number());
    }

    /** A line of text, written behind what stands in the buffer; the name is a token. */
    static BuilderLine of(String name, String value, ByteWriter out) {
        int start = out.length();
        out.text(Text.requireToken(name, "header name")).put(':').put(' ');
        int valueStart = out.length();
        out.text(Text.requireLine(value, "header value"));
        return ended(out, start, valueStart, HeaderNames.find(name));
    }

    /** A line with a part of another one's value. */
    BuilderLine withValue(String name, int from) {
        var out = new ByteWriter(valueEnd - from + 32);
        out.text(name).put(':').put(' ');
        int newValueStart = out.length();
        out.value(bytes, from, valueEnd);
        return ended(out, 0, newValueStart, number);
    }

    private static BuilderLine ended(ByteWriter out, int start, int valueStart, int number) {
        int valueEnd = out.length();
        out.lineEnd();
        return new BuilderLine(out.array(), start, valueStart, valueEnd, out.length(), number);
    }

    int number() {
        return number;
    }

    int length() {
        return end - start;
    }

    ByteCursor value() {
        return ByteCursor.over(bytes, valueStart, valueEnd);
    }

    boolean hasValue(String text) {
        return Text.equals(bytes, valueStart, valueEnd, text);
    }

    boolean isNamed(String name, int wantedNumber) {
        if (wantedNumber != HeaderNames.UNKNOWN || number != HeaderNames.UNKNOWN) {
            return wantedNumber == number;
        }
        int nameEnd = start;
        while (CharClass.is(bytes[nameEnd], CharClass.TOKEN)) {
            nameEnd++;
        }
        return Text.equalsIgnoreCase(bytes, start, nameEnd, name);
    }

    /** Writes the line and notes in the table where it now stands. */
    void writeTo(ByteWriter out, LineTable table) {
        int offset = out.length() - start;
        table.add(start + offset, valueStart + offset, valueEnd + offset, number);
        out.raw(bytes, start, end);
    }

    /** Writes the line under another name. */
    void writeTo(ByteWriter out, LineTable table, String name) {
        int newStart = out.length();
        out.text(name).put(':').put(' ');
        int newValueStart = out.length();
        table.add(newStart, newValueStart, newValueStart + valueEnd - valueStart, number);
        out.raw(bytes, valueStart, end);
    }
}
