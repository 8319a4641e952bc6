// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable sequence of bytes, such as a message body (RFC 3261 section 7.4). Equal to another by content. A slice
 * or a body shares the memory of what it was cut from and keeps that alive. Immutable and thread-safe.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int end;

    private Bytes(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** A view of bytes that nobody will change. */
    static Bytes view(byte[] bytes, int start, int end) {
        return start == end ? EMPTY : new Bytes(bytes, start, end);
    }

    /**
     * The bytes given, copied.
     *
     * @param bytes what to copy
     * @return the immutable copy
     */
    public static Bytes of(byte[] bytes) {
        return view(bytes.clone(), 0, bytes.length);
    }

    /**
     * The text in UTF-8.
     *
     * @param text the text
     * @return its bytes
     */
    public static Bytes ofUtf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return view(encoded, 0, encoded.length);
    }

    /**
     * How many bytes there are.
     *
     * @return the length in bytes
     */
    public int length() {
        return end - start;
    }

    /**
     * Whether there are none.
     *
     * @return whether the length is 0
     */
    public boolean isEmpty() {
        return start == end;
    }

    /**
     * One byte.
     *
     * @param index from 0 to {@code length() - 1}
     * @return the byte there
     * @throws IndexOutOfBoundsException if there is none
     */
    public byte at(int index) {
        return bytes[start + Objects.checkIndex(index, length())];
    }

    /**
     * A part of these bytes; shares their memory.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     * @return the part
     * @throws IndexOutOfBoundsException if the range is not within these bytes
     */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        return view(bytes, start + from, start + to);
    }

    /**
     * A copy as an array.
     *
     * @return a new array
     */
    public byte[] toArray() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /**
     * A read-only buffer over these bytes, its position at the first.
     *
     * @return a new buffer; nothing is copied
     */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(bytes, start, length()).slice().asReadOnlyBuffer();
    }

    /**
     * Puts these bytes into a buffer.
     *
     * @param target takes them; needs {@link #length()} bytes of room
     * @throws java.nio.BufferOverflowException if there is less room
     */
    public void writeTo(ByteBuffer target) {
        target.put(bytes, start, length());
    }

    /**
     * These bytes as UTF-8 text; what is not UTF-8 becomes U+FFFD.
     *
     * @return the text
     */
    public String utf8() {
        return new String(bytes, start, length(), StandardCharsets.UTF_8);
    }

    byte[] array() {
        return bytes;
    }

    int start() {
        return start;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.hash(bytes, start, end);
    }

    /** The number of bytes, not their content, which may be confidential. */
    @Override
    public String toString() {
        return length() + " bytes";
    }
}
