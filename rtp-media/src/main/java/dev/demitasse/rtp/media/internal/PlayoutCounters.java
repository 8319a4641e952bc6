// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.LossPattern;

/** What became of received audio, over all playouts of a session. Not thread-safe. */
public final class PlayoutCounters {
    private long concealed;
    private long recovered;
    private long silent;
    private long noise;
    private long exhausted;
    private long shrunk;
    private long stretched;
    private long malformed;
    private long discarded;
    private final LossMeter losses = new LossMeter();
    private LossMeter.Counts lossesBefore = losses.counts();
    private long discardedBefore;
    // These four with each packet, so they are beside each other.
    private long frames;
    private double packetMillis = 20;
    private double delayNanos;
    private long maximumDelayNanos;

    /** Makes counters at zero. */
    public PlayoutCounters() {}

    void onFrame() {
        frames++;
    }

    boolean hasPlayed() {
        return frames > 0;
    }

    void onConcealed(int samples) {
        concealed += samples;
    }

    void onRecovered(int samples) {
        recovered += samples;
    }

    void onSilence(int samples) {
        silent += samples;
    }

    void onNoise(int samples) {
        noise += samples;
    }

    void onExhausted() {
        exhausted++;
    }

    void onShrunk() {
        shrunk++;
    }

    void onStretched() {
        stretched++;
    }

    void onMalformed() {
        malformed++;
    }

    void onDiscarded() {
        discarded++;
    }

    void onPacketLength(double millis) {
        packetMillis = millis;
    }

    LossMeter losses() {
        return losses;
    }

    void onPacket(long delay) {
        delayNanos = delayNanos == 0 ? delay : delayNanos + (delay - delayNanos) / 16;
        maximumDelayNanos = Math.max(maximumDelayNanos, delay);
    }

    /**
     * Counts frames of 20 ms.
     *
     * @return frames
     */
    public long frames() {
        return frames;
    }

    /**
     * Counts samples that were made up.
     *
     * @return samples, all channels together
     */
    public long concealedSamples() {
        return concealed;
    }

    /**
     * Counts samples that were lost, and decoded from what the next packet carried of them.
     *
     * @return samples, all channels together
     */
    public long recoveredSamples() {
        return recovered;
    }

    /**
     * Counts samples of silence that was not received.
     *
     * @return samples, all channels together
     */
    public long silentSamples() {
        return silent;
    }

    /**
     * Counts samples of comfort noise.
     *
     * @return samples, all channels together
     */
    public long noiseSamples() {
        return noise;
    }

    /**
     * Counts holes that were longer than what is made up.
     *
     * @return holes
     */
    public long exhausted() {
        return exhausted;
    }

    /**
     * Counts how often audio was taken out: a pitch period, or a frame.
     *
     * @return times
     */
    public long shrunk() {
        return shrunk;
    }

    /**
     * Counts how often audio was put in: a pitch period, or a frame.
     *
     * @return times
     */
    public long stretched() {
        return stretched;
    }

    /**
     * Counts payloads that a codec could not decode.
     *
     * @return packets
     */
    public long malformed() {
        return malformed;
    }

    /**
     * Counts packets that were pushed out because too much waited.
     *
     * @return packets
     */
    public long discarded() {
        return discarded;
    }

    /**
     * Gives how long the audio of the last packet was.
     *
     * @return milliseconds; 20 before the first
     */
    public double packetMillis() {
        return packetMillis;
    }

    /**
     * Says how the losses lie.
     *
     * @return the pattern so far
     */
    public LossPattern lossPattern() {
        return losses.pattern(packetMillis);
    }

    /** Another source is heard: a burst of losses ends with the one before. */
    void beginSource() {
        losses.endBurst();
        lossesBefore = losses.counts();
        discardedBefore = discarded;
    }

    /**
     * Says how the losses of the present source lie.
     *
     * @return the pattern since it was heard first
     */
    public LossPattern lossPatternOfSource() {
        return losses.counts().since(lossesBefore).pattern(packetMillis);
    }

    /**
     * Counts packets of the present source that were pushed out because too much waited.
     *
     * @return packets
     */
    public long discardedOfSource() {
        return discarded - discardedBefore;
    }

    /**
     * Gives how long packets wait, from arrival to their first sample, averaged over about 16.
     *
     * @return nanoseconds
     */
    public double delayNanos() {
        return delayNanos;
    }

    /**
     * Gives the longest that a packet waited.
     *
     * @return nanoseconds
     */
    public long maximumDelayNanos() {
        return maximumDelayNanos;
    }
}
