// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** What a session has sent. Not thread-safe. */
public final class SendCounters {
    // These three with each packet, so they are beside each other.
    private long packets;
    private long octets;
    private long maximumLatenessNanos;
    private long unsent;
    private long sentAgain;
    private long samplesPlayed;
    private long underruns;
    private long underrunMillis;
    private long stalls;
    private long codecLate;
    private long codecFailures;
    private long processorDropped;

    /** Makes counters at zero. */
    public SendCounters() {}

    /**
     * A packet went out, or did not.
     *
     * @param sent whether the network took it
     * @param payloadBytes of its payload
     */
    public void onPacket(boolean sent, int payloadBytes) {
        if (sent) {
            packets++;
            octets += payloadBytes;
        } else {
            unsent++;
        }
    }

    /** A packet went out again because the peer asked for it; {@link #onPacket} has counted it. */
    public void onSentAgain() {
        sentAgain++;
    }

    void onPlayed(int samples) {
        samplesPlayed += samples;
    }

    void onUnderrun(int millis) {
        underruns++;
        underrunMillis += millis;
    }

    void onCodecLate() {
        codecLate++;
    }

    void onCodecFailure() {
        codecFailures++;
    }

    void onProcessorDropped(int samples) {
        processorDropped += samples;
    }

    /** Packet times were left out because the loop was late. */
    public void onStall() {
        stalls++;
    }

    /**
     * A packet time was worked on.
     *
     * @param nanos how late
     */
    public void onLateness(long nanos) {
        maximumLatenessNanos = Math.max(maximumLatenessNanos, nanos);
    }

    /**
     * Counts packets sent.
     *
     * @return packets
     */
    public long packets() {
        return packets;
    }

    /**
     * Counts payload bytes sent.
     *
     * @return bytes
     */
    public long octets() {
        return octets;
    }

    /**
     * Counts packets the network did not take.
     *
     * @return packets
     */
    public long unsent() {
        return unsent;
    }

    /**
     * Counts packets that went out again because the peer asked for them.
     *
     * @return packets
     */
    public long sentAgain() {
        return sentAgain;
    }

    /**
     * Counts the application's samples that were sent.
     *
     * @return samples, all channels together
     */
    public long samplesPlayed() {
        return samplesPlayed;
    }

    /**
     * Counts holes in the application's audio.
     *
     * @return holes
     */
    public long underruns() {
        return underruns;
    }

    /**
     * Sums the holes up.
     *
     * @return milliseconds
     */
    public long underrunMillis() {
        return underrunMillis;
    }

    /**
     * Counts stalls of the loop.
     *
     * @return stalls
     */
    public long stalls() {
        return stalls;
    }

    /**
     * Counts packet times that passed because a costly codec was not ready.
     *
     * @return packet times
     */
    public long codecLate() {
        return codecLate;
    }

    /**
     * Counts packets left out because a costly codec has thrown.
     *
     * @return packets
     */
    public long codecFailures() {
        return codecFailures;
    }

    /**
     * Counts what processors made that was not sent, for its packet time went to digits, to hold, or passed.
     *
     * @return samples, all channels together
     */
    public long processorDropped() {
        return processorDropped;
    }

    /**
     * Gives the worst lateness.
     *
     * @return nanoseconds
     */
    public long maximumLatenessNanos() {
        return maximumLatenessNanos;
    }
}
