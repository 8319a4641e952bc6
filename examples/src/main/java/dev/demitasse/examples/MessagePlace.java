// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

/**
 * Where a message was read. Immutable.
 *
 * @param file the name of the file, or {@link #STANDARD_INPUT}
 * @param number which message of the stream it is, the first one being 1; 0 where the whole file is one message
 * @param start byte of the stream at which the message begins, from 0 on; line ends before it are not part of it
 */
record MessagePlace(String file, int number, long start) {
    /** How standard input is named among files. */
    static final String STANDARD_INPUT = "-";

    /** A file that is one message. */
    static MessagePlace whole(String file) {
        return new MessagePlace(file, 0, 0);
    }

    /** How the file is called to people. */
    static String label(String file) {
        return file.equals(STANDARD_INPUT) ? "<stdin>" : file;
    }

    boolean isInStream() {
        return number > 0;
    }

    /** For people. */
    String label() {
        return label(file) + (isInStream() ? ", message " + number + " at byte " + start : "");
    }
}
