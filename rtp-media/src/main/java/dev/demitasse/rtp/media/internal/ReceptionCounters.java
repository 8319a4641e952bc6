// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.ReportBlock;
import dev.demitasse.rtp.media.SequenceNumbers;
import dev.demitasse.rtp.media.Ssrc;
import java.util.EnumMap;
import java.util.Map;

/** What a session has received, over all its sources one after the other. Not thread-safe. */
public final class ReceptionCounters {
    private final long[] results = new long[PacketResult.values().length];
    private final InterarrivalJitter jitter = new InterarrivalJitter();
    private SequenceNumbers numbers = new SequenceNumbers(0, 0);
    private boolean hasSource;
    private int ssrc;
    private long octets;
    private long receivedBefore;
    private long expectedBefore;
    private long lateBefore;

    /** Makes counters at zero. */
    public ReceptionCounters() {}

    /**
     * A packet was judged.
     *
     * @param result what became of it
     */
    public void count(PacketResult result) {
        results[result.ordinal()]++;
    }

    void onPayload(int bytes) {
        octets += bytes;
    }

    void begin(int ssrcBits, int firstNumber) {
        receivedBefore += numbers.received();
        expectedBefore += numbers.expected();
        lateBefore = results[PacketResult.LATE.ordinal()];
        numbers = new SequenceNumbers(firstNumber, 0);
        numbers.update(firstNumber);
        ssrc = ssrcBits;
        hasSource = true;
    }

    SequenceNumbers numbers() {
        return numbers;
    }

    InterarrivalJitter jitter() {
        return jitter;
    }

    /**
     * Tells whether a source was heard.
     *
     * @return whether one was
     */
    public boolean hasSource() {
        return hasSource;
    }

    /**
     * Gives the present source.
     *
     * @return its SSRC
     */
    public int ssrc() {
        return ssrc;
    }

    /**
     * Counts packets.
     *
     * @return packets of all sources
     */
    public long packets() {
        return receivedBefore + numbers.received();
    }

    /**
     * Counts payload bytes.
     *
     * @return bytes of all sources
     */
    public long octets() {
        return octets;
    }

    /**
     * Counts packets by their numbers.
     *
     * @return packets of all sources
     */
    public long expected() {
        return expectedBefore + numbers.expected();
    }

    /**
     * Counts what the present source has sent and came too late.
     *
     * @return packets
     */
    public long lateOfSource() {
        return results[PacketResult.LATE.ordinal()] - lateBefore;
    }

    /**
     * Gives the interarrival jitter.
     *
     * @return timestamp ticks
     */
    public double jitterTicks() {
        return jitter.ticks();
    }

    /**
     * Gives how often each result was met.
     *
     * @return all results, in their order
     */
    public Map<PacketResult, Long> results() {
        var counts = new EnumMap<PacketResult, Long>(PacketResult.class);
        for (PacketResult result : PacketResult.values()) {
            counts.put(result, results[result.ordinal()]);
        }
        return counts;
    }

    /**
     * Makes a report of the present source, which ends an interval.
     *
     * @param lastSenderReport the middle of its last sender report's NTP timestamp, 0 for none
     * @param delaySinceLastSenderReport in 1/65,536 s
     * @return the report
     */
    public ReportBlock report(long lastSenderReport, long delaySinceLastSenderReport) {
        long lost = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, numbers.lost()));
        return new ReportBlock(
                new Ssrc(ssrc),
                numbers.closeInterval(),
                (int) lost,
                numbers.highestExtended(),
                (long) jitter.ticks(),
                lastSenderReport,
                delaySinceLastSenderReport);
    }
}
