// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import java.util.List;
import java.util.Locale;

/**
 * The messages of one call in order, as far as they were kept: for people who want to see what happened. It holds no user
 * names and no numbers. Immutable.
 *
 * @param entries the messages, first one first; of a long call some in the middle are left out
 * @param omitted how many were left out
 */
public record Ladder(List<Entry> entries, int omitted) {
    /** Which way a message went. */
    public enum Direction {
        /** From this side to the peer. */
        SENT,
        /** From the peer to this side. */
        RECEIVED
    }

    /**
     * One message. Immutable.
     *
     * @param atNanos when, in nanoseconds since the network was opened
     * @param direction which way
     * @param peer address and port of the other side
     * @param line method, or status and reason, and what stands out
     * @param cseq the CSeq
     * @param again whether it is a retransmission
     */
    public record Entry(long atNanos, Direction direction, String peer, String line, String cseq, boolean again) {}

    /**
     * Copies the list.
     *
     * @param entries the messages
     * @param omitted how many were left out
     */
    public Ladder {
        entries = List.copyOf(entries);
    }

    /** One line a message, each ended by LF: milliseconds since the first, arrow, message, CSeq. */
    @Override
    public String toString() {
        var out = new StringBuilder();
        long first = entries.isEmpty() ? 0 : entries.get(0).atNanos;
        for (Entry entry : entries) {
            out.append(String.format(Locale.ROOT, "%10.1f ms  ", (entry.atNanos - first) / 1e6))
                    .append(entry.direction == Direction.SENT ? "--> " : "<-- ")
                    .append(entry.line)
                    .append("  [")
                    .append(entry.cseq)
                    .append("] ")
                    .append(entry.peer)
                    .append(entry.again ? " (again)\n" : "\n");
        }
        if (omitted > 0) {
            out.append("(").append(omitted).append(" messages left out)\n");
        }
        return out.toString();
    }
}
