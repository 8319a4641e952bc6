// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;

/**
 * How one source sounds where it is heard, as a block of an {@link ExtendedReport} (RFC 3611 section 4.7). Immutable.
 *
 * @param source who is heard
 * @param loss packets lost on the way
 * @param bursts how losses and discards lie
 * @param delay how old what is heard is
 * @param signal levels of the decoded audio
 * @param quality how it sounds
 * @param buffer the jitter buffer
 */
public record VoipMetrics(
        Ssrc source, Loss loss, Bursts bursts, Delay delay, Signal signal, Quality quality, Buffer buffer) {
    /** What a level, a rating or a score says when it is not known. */
    public static final int UNAVAILABLE = 127;

    static final int TYPE = 7;
    static final int BYTES = 36;

    private static final int WORDS = BYTES / 4 - 1;

    /**
     * Shares of packets, in 1/256. Immutable.
     *
     * @param lost on the way, 0 to 255
     * @param discarded for they came too late or too early, 0 to 255
     */
    public record Loss(int lost, int discarded) {
        /**
         * Clamps the shares.
         *
         * @param lost on the way, 0 to 255
         * @param discarded for they came too late or too early, 0 to 255
         */
        public Loss {
            lost = clamp(lost, 0, 255);
            discarded = clamp(discarded, 0, 255);
        }
    }

    /**
     * How losses and discards lie. Immutable.
     *
     * @param burstDensity share lost within bursts in 1/256, 0 to 255
     * @param gapDensity share lost within gaps in 1/256, 0 to 255
     * @param burstMillis mean length of a burst, up to 65,535 ms
     * @param gapMillis mean length of a gap, up to 65,535 ms
     * @param minimumGap packets in a row that end a burst, 0 to 255; 16 as a rule
     */
    public record Bursts(int burstDensity, int gapDensity, int burstMillis, int gapMillis, int minimumGap) {
        /**
         * Clamps the figures.
         *
         * @param burstDensity share lost within bursts in 1/256, 0 to 255
         * @param gapDensity share lost within gaps in 1/256, 0 to 255
         * @param burstMillis mean length of a burst, up to 65,535 ms
         * @param gapMillis mean length of a gap, up to 65,535 ms
         * @param minimumGap packets in a row that end a burst, 0 to 255; 16 as a rule
         */
        public Bursts {
            burstDensity = clamp(burstDensity, 0, 255);
            gapDensity = clamp(gapDensity, 0, 255);
            burstMillis = clamp(burstMillis, 0, 65_535);
            gapMillis = clamp(gapMillis, 0, 65_535);
            minimumGap = clamp(minimumGap, 0, 255);
        }
    }

    /**
     * Times. Immutable.
     *
     * @param roundTripMillis between the two RTP interfaces, up to 65,535 ms; 0 if not known
     * @param endSystemMillis within the reporting end, both ways, up to 65,535 ms
     */
    public record Delay(int roundTripMillis, int endSystemMillis) {
        /**
         * Clamps the times.
         *
         * @param roundTripMillis between the two RTP interfaces, up to 65,535 ms; 0 if not known
         * @param endSystemMillis within the reporting end, both ways, up to 65,535 ms
         */
        public Delay {
            roundTripMillis = clamp(roundTripMillis, 0, 65_535);
            endSystemMillis = clamp(endSystemMillis, 0, 65_535);
        }
    }

    /**
     * Levels. Immutable.
     *
     * @param signalDbm0 of speech, -128 to 127; {@link #UNAVAILABLE} if not known
     * @param noiseDbm0 of silence, -128 to 127; {@link #UNAVAILABLE} if not known
     * @param echoReturnLossDb what is left of an echo is weaker by so much, 0 to 255; {@link #UNAVAILABLE} if not known
     */
    public record Signal(int signalDbm0, int noiseDbm0, int echoReturnLossDb) {
        /**
         * Clamps the levels.
         *
         * @param signalDbm0 of speech, -128 to 127; {@link #UNAVAILABLE} if not known
         * @param noiseDbm0 of silence, -128 to 127; {@link #UNAVAILABLE} if not known
         * @param echoReturnLossDb what is left of an echo is weaker by so much, 0 to 255; {@link #UNAVAILABLE} if not known
         */
        public Signal {
            signalDbm0 = clamp(signalDbm0, -128, 127);
            noiseDbm0 = clamp(noiseDbm0, -128, 127);
            echoReturnLossDb = clamp(echoReturnLossDb, 0, 255);
        }
    }

    /**
     * Ratings. Immutable.
     *
     * @param rFactor 0 to 100; {@link #UNAVAILABLE} if not known
     * @param externalRFactor of a network beyond, 0 to 100; {@link #UNAVAILABLE} if not known
     * @param listeningMosTenths 10 to 50; {@link #UNAVAILABLE} if not known
     * @param conversationalMosTenths delay included, 10 to 50; {@link #UNAVAILABLE} if not known
     */
    public record Quality(int rFactor, int externalRFactor, int listeningMosTenths, int conversationalMosTenths) {
        /**
         * Clamps the ratings.
         *
         * @param rFactor 0 to 100; {@link #UNAVAILABLE} if not known
         * @param externalRFactor of a network beyond, 0 to 100; {@link #UNAVAILABLE} if not known
         * @param listeningMosTenths 10 to 50; {@link #UNAVAILABLE} if not known
         * @param conversationalMosTenths delay included, 10 to 50; {@link #UNAVAILABLE} if not known
         */
        public Quality {
            rFactor = clamp(rFactor, 0, 255);
            externalRFactor = clamp(externalRFactor, 0, 255);
            listeningMosTenths = clamp(listeningMosTenths, 0, 255);
            conversationalMosTenths = clamp(conversationalMosTenths, 0, 255);
        }
    }

    /**
     * The jitter buffer. Immutable.
     *
     * @param configuration the byte of section 4.7.6: kind of concealment, whether the buffer adapts, how fast
     * @param nominalMillis how long it has packets wait that come in time, up to 65,535 ms
     * @param maximumMillis how much may wait in it now: what comes earlier is discarded, up to 65,535 ms
     * @param limitMillis how much can ever wait in it, up to 65,535 ms
     */
    public record Buffer(int configuration, int nominalMillis, int maximumMillis, int limitMillis) {
        /** Standard concealment (replay or interpolation of what was heard last), an adaptive buffer, whose rate is not told. */
        public static final int STANDARD_ADAPTIVE = 0b11_11_0000;

        /** Standard concealment, a buffer that does not adapt. */
        public static final int STANDARD_FIXED = 0b11_10_0000;

        /**
         * Clamps the times.
         *
         * @param configuration the byte of section 4.7.6: kind of concealment, whether the buffer adapts, how fast
         * @param nominalMillis how long it has packets wait that come in time, up to 65,535 ms
         * @param maximumMillis how much may wait in it now: what comes earlier is discarded, up to 65,535 ms
         * @param limitMillis how much can ever wait in it, up to 65,535 ms
         */
        public Buffer {
            configuration = clamp(configuration, 0, 255);
            nominalMillis = clamp(nominalMillis, 0, 65_535);
            maximumMillis = clamp(maximumMillis, 0, 65_535);
            limitMillis = clamp(limitMillis, 0, 65_535);
        }
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }

    void writeTo(ByteBuffer to) {
        to.put((byte) TYPE).put((byte) 0).putShort((short) WORDS).putInt(source.bits());
        to.put((byte) loss.lost()).put((byte) loss.discarded());
        to.put((byte) bursts.burstDensity()).put((byte) bursts.gapDensity());
        to.putShort((short) bursts.burstMillis()).putShort((short) bursts.gapMillis());
        to.putShort((short) delay.roundTripMillis()).putShort((short) delay.endSystemMillis());
        to.put((byte) signal.signalDbm0()).put((byte) signal.noiseDbm0());
        to.put((byte) signal.echoReturnLossDb()).put((byte) bursts.minimumGap());
        to.put((byte) quality.rFactor()).put((byte) quality.externalRFactor());
        to.put((byte) quality.listeningMosTenths()).put((byte) quality.conversationalMosTenths());
        to.put((byte) buffer.configuration()).put((byte) 0).putShort((short) buffer.nominalMillis());
        to.putShort((short) buffer.maximumMillis()).putShort((short) buffer.limitMillis());
    }

    static VoipMetrics read(ByteBuffer in, int at) {
        return new VoipMetrics(
                new Ssrc(in.getInt(at + 4)),
                new Loss(in.get(at + 8) & 0xFF, in.get(at + 9) & 0xFF),
                new Bursts(
                        in.get(at + 10) & 0xFF,
                        in.get(at + 11) & 0xFF,
                        in.getShort(at + 12) & 0xFFFF,
                        in.getShort(at + 14) & 0xFFFF,
                        in.get(at + 23) & 0xFF),
                new Delay(in.getShort(at + 16) & 0xFFFF, in.getShort(at + 18) & 0xFFFF),
                new Signal(in.get(at + 20), in.get(at + 21), in.get(at + 22) & 0xFF),
                new Quality(
                        in.get(at + 24) & 0xFF, in.get(at + 25) & 0xFF, in.get(at + 26) & 0xFF, in.get(at + 27) & 0xFF),
                new Buffer(
                        in.get(at + 28) & 0xFF,
                        in.getShort(at + 30) & 0xFFFF,
                        in.getShort(at + 32) & 0xFFFF,
                        in.getShort(at + 34) & 0xFFFF));
    }
}
