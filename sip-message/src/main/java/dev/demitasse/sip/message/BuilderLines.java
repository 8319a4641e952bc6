// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.List;

/** The header lines of a message under construction, in their order. Not thread-safe; confined to one builder. */
final class BuilderLines {
    private static final int FIRST_ROOM = 256;
    private static final int MOST_ROOM = 1024;
    private static final int ROOM_FOR_A_LINE = 80;

    private final List<BuilderLine> lines = new ArrayList<>(24);

    /** A bit for each number of a name of which there may be lines; a line that was removed leaves its bit behind. */
    private final long[] mayHave = new long[HeaderNames.COUNT / Long.SIZE + 1];

    // Lines that were set, one behind the other; made with the first of them. A line keeps the array it was written
    // into, also when the writer has gone on to a larger one.
    private ByteWriter written;

    private ByteWriter written() {
        if (written == null) {
            written = new ByteWriter(1024);
        }
        return written;
    }

    /** A line with a value of a type; not added yet. */
    <T> BuilderLine write(Header<T> header, T value) {
        return BuilderLine.of(header, value, written());
    }

    /** A line of text; not added yet. */
    BuilderLine write(String name, String value) {
        return BuilderLine.of(name, value, written());
    }

    int size() {
        return lines.size();
    }

    /** How many bytes they take. */
    int length() {
        int length = 0;
        for (int i = 0; i < lines.size(); i++) {
            length += lines.get(i).length();
        }
        return length;
    }

    void add(BuilderLine line) {
        insert(lines.size(), line);
    }

    void insert(int index, BuilderLine line) {
        mayHave[line.number() / Long.SIZE] |= 1L << line.number();
        lines.add(index, line);
    }

    /** Puts a line in place of one of the same header. */
    void set(int index, BuilderLine line) {
        lines.set(index, line);
    }

    BuilderLine remove(int index) {
        return lines.remove(index);
    }

    /** The first line of a header, -1 if there is none. */
    int indexOf(String name, int number) {
        if ((mayHave[number / Long.SIZE] & 1L << number) == 0) {
            return -1;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isNamed(name, number)) {
                return i;
            }
        }
        return -1;
    }

    /** Puts a line in place of the first one of its header, or at the end, and removes the others. */
    void replace(String name, int number, BuilderLine line) {
        int index = indexOf(name, number);
        if (index < 0) {
            add(line);
            return;
        }
        lines.set(index, line);
        for (int i = lines.size() - 1; i > index; i--) {
            if (lines.get(i).isNamed(name, number)) {
                lines.remove(i);
            }
        }
    }

    /** Puts lines in place of those of their header, or at the end. */
    void replace(String name, int number, List<BuilderLine> added) {
        int index = indexOf(name, number);
        if (index >= 0) {
            lines.removeIf(line -> line.isNamed(name, number));
        }
        int at = index < 0 ? lines.size() : index;
        for (BuilderLine line : added) {
            insert(at++, line);
        }
    }

    /** Writes all, with one Content-Length that is right: in its place if there is one, else at the end. */
    void writeTo(ByteWriter out, LineTable table, int bodyLength, boolean compact) {
        boolean lengthWritten = false;
        for (int i = 0; i < lines.size(); i++) {
            BuilderLine line = lines.get(i);
            if (line.number() != HeaderNames.CONTENT_LENGTH) {
                write(line, out, table, compact);
            } else if (!lengthWritten) {
                String length = Integer.toString(bodyLength);
                write(line.hasValue(length) ? line : write("Content-Length", length), out, table, compact);
                lengthWritten = true;
            }
        }
        if (!lengthWritten) {
            write(write("Content-Length", Integer.toString(bodyLength)), out, table, compact);
        }
    }

    private static void write(BuilderLine line, ByteWriter out, LineTable table, boolean compact) {
        String name = compact ? HeaderNames.compact(line.number()) : "";
        if (name.isEmpty()) {
            line.writeTo(out, table);
        } else {
            line.writeTo(out, table, name);
        }
    }
}
