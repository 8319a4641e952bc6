// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.nio.ByteBuffer;

/**
 * The buffer that what has come in is read to. Like that of the real loop it is direct and used again for the next, so that
 * code which relies on an array behind it, or keeps it, fails here too. Confined to its loop.
 */
final class ReceiveBuffer {
    private static final int FIRST_CAPACITY = 2048;

    private ByteBuffer buffer;
    private boolean lent;

    /** Gives a buffer that holds a copy of bytes; to be {@link #giveBack given back}. */
    ByteBuffer lend(byte[] bytes, int length) {
        if (lent) { // a handler that still reads the buffer has connected, which hands on what has come before
            return ByteBuffer.allocateDirect(length).put(bytes, 0, length).flip();
        }
        if (buffer == null || buffer.capacity() < length) {
            buffer = ByteBuffer.allocateDirect(Math.max(FIRST_CAPACITY, length));
        }
        lent = true;
        return buffer.clear().put(bytes, 0, length).flip();
    }

    void giveBack(ByteBuffer used) {
        if (used == buffer) {
            lent = false;
        }
    }
}
