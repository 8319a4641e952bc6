// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * The header lines of a message as text, in the order they were received or set: names in their original case, unknown
 * headers included, values neither split at commas nor interpreted. Lookup by name finds compact forms too. A view of the
 * message; immutable and thread-safe.
 */
public final class Headers implements Iterable<HeaderField> {
    private final byte[] bytes;
    private final LineTable lines;

    Headers(byte[] bytes, LineTable lines) {
        this.bytes = bytes;
        this.lines = lines;
    }

    /**
     * How many header lines there are.
     *
     * @return the number of lines
     */
    public int size() {
        return lines.size();
    }

    /**
     * One line.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the line
     * @throws IndexOutOfBoundsException if there is none
     */
    public HeaderField line(int index) {
        Objects.checkIndex(index, lines.size());
        return new HeaderField(lines.name(bytes, index), lines.value(bytes, index));
    }

    /**
     * The value of the first line of that name.
     *
     * @param name a header name in any letter case, long or compact
     * @return the value; empty if there is no such line
     */
    public Optional<String> first(String name) {
        int index = lines.find(bytes, name, HeaderNames.find(name), 0);
        return index < 0 ? Optional.empty() : Optional.of(lines.value(bytes, index));
    }

    /**
     * The values of all lines of that name.
     *
     * @param name a header name in any letter case, long or compact
     * @return one value a line, in order
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        int number = HeaderNames.find(name);
        for (int i = lines.find(bytes, name, number, 0); i >= 0; i = lines.find(bytes, name, number, i + 1)) {
            values.add(lines.value(bytes, i));
        }
        return List.copyOf(values);
    }

    /**
     * Whether there is a line of that name.
     *
     * @param name a header name in any letter case, long or compact
     * @return whether there is one
     */
    public boolean contains(String name) {
        return lines.find(bytes, name, HeaderNames.find(name), 0) >= 0;
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public HeaderField next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no more header lines");
                }
                return line(next++);
            }
        };
    }

    /** The number of lines, not their content, which may be confidential. */
    @Override
    public String toString() {
        return size() + " headers";
    }
}
