// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a session has counted from its start to a moment (RFC 3550 section 6.4, ITU-T G.107). Immutable.
 *
 * @param duration since the session was started
 * @param codec the encoding that is sent, such as {@code PCMU}
 * @param localSsrc our synchronization source
 * @param remoteSsrc the source we hear, if any
 * @param sent what went out
 * @param received what came in
 * @param playout what became of it
 * @param losses how the losses lie, as they were heard
 * @param remote what the peer reports of our stream, if it did
 * @param roundTrip the last round trip measured by RTCP, if any
 * @param mos how the peer sounds here: mean opinion score estimated by the E-model, 1 to 4.5; nothing before
 *     anything was heard
 */
public record RtpStatistics(
        Duration duration,
        String codec,
        Ssrc localSsrc,
        Optional<Ssrc> remoteSsrc,
        Sent sent,
        Received received,
        Playout playout,
        LossPattern losses,
        Optional<RemoteReport> remote,
        Optional<Duration> roundTrip,
        OptionalDouble mos) {

    /**
     * Checks that nothing is missing.
     *
     * @param duration since the session was started
     * @param codec the encoding that is sent, such as {@code PCMU}
     * @param localSsrc our synchronization source
     * @param remoteSsrc the source we hear, if any
     * @param sent what went out
     * @param received what came in
     * @param playout what became of it
     * @param losses how the losses lie, as they were heard
     * @param remote what the peer reports of our stream, if it did
     * @param roundTrip the last round trip measured by RTCP, if any
     * @param mos how the peer sounds here: mean opinion score estimated by the E-model, 1 to 4.5; nothing before
     *     anything was heard
     */
    public RtpStatistics {
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(localSsrc, "localSsrc");
        Objects.requireNonNull(remoteSsrc, "remoteSsrc");
        Objects.requireNonNull(sent, "sent");
        Objects.requireNonNull(received, "received");
        Objects.requireNonNull(playout, "playout");
        Objects.requireNonNull(losses, "losses");
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(roundTrip, "roundTrip");
        Objects.requireNonNull(mos, "mos");
    }

    /**
     * What went out. Immutable.
     *
     * @param packets RTP packets the network took
     * @param octets of their payloads
     * @param unsent packets the network did not take
     * @param sentAgain of those packets the ones that went out again because the peer asked for them
     * @param samplesPlayed samples the application gave that were sent, all channels together
     * @param samplesQueued samples the application gave that wait
     * @param underruns how often the application's audio ran dry in mid-speech
     * @param underrunMillis for how long altogether
     * @param stalls how often the loop was more than 60 ms late, so that packet times were left out
     * @param codecLate packet times that passed because a costly codec was not ready; its audio was sent later
     * @param codecFailures packets left out because a costly codec has failed
     * @param processorDropped samples a processor made that were not sent, for their packet time went to digits, to hold, or passed; all
     *     channels together
     * @param maximumLatenessMicros the latest a packet was sent after its time
     */
    public record Sent(
            long packets,
            long octets,
            long unsent,
            long sentAgain,
            long samplesPlayed,
            long samplesQueued,
            long underruns,
            long underrunMillis,
            long stalls,
            long codecLate,
            long codecFailures,
            long processorDropped,
            long maximumLatenessMicros) {}

    /**
     * What came in. Immutable.
     *
     * @param packets RTP packets of the source, duplicates and late ones included
     * @param octets of their payloads
     * @param expected packets by their sequence numbers
     * @param lost expected less received; negative when there were duplicates
     * @param jitterMillis interarrival jitter (RFC 3550 A.8)
     * @param results how often each result was met by any packet, valid or not, from anywhere; all results are there
     */
    public record Received(
            long packets, long octets, long expected, long lost, double jitterMillis, Map<PacketResult, Long> results) {
        /**
         * Copies the map.
         *
         * @param packets RTP packets of the source, duplicates and late ones included
         * @param octets of their payloads
         * @param expected packets by their sequence numbers
         * @param lost expected less received; negative when there were duplicates
         * @param jitterMillis interarrival jitter (RFC 3550 A.8)
         * @param results how often each result was met by any packet, valid or not, from anywhere; all results are there
         */
        public Received {
            results = Collections.unmodifiableMap(new EnumMap<>(results));
        }

        /**
         * Says how often a result was met.
         *
         * @param result the result
         * @return packets
         */
        public long count(PacketResult result) {
            return results.get(result);
        }

        /**
         * Gives the share of expected packets that were lost.
         *
         * @return 0 to 1
         */
        public double lossRatio() {
            return expected <= 0 ? 0 : Math.max(0, (double) lost / expected);
        }
    }

    /**
     * What became of received audio. Immutable.
     *
     * @param frames frames of 20 ms that were played
     * @param concealedMillis audio made up for what was lost or late
     * @param recoveredMillis audio that was lost, and decoded from what the next packet carried of it (forward error correction)
     * @param silenceMillis silence played where the sender was silent
     * @param noiseMillis comfort noise played where the sender was silent and said how
     * @param bufferMillis from a packet's arrival to its first sample leaving the jitter buffer, now
     * @param targetMillis what the jitter buffer aims at
     * @param maximumBufferMillis the longest it was
     * @param shrunk how often audio was taken out to catch up: a pitch period, or a frame of 20 ms
     * @param stretched how often audio was put in to fall back: a pitch period, or a frame of 20 ms
     * @param exhausted holes longer than the 60 ms that are made up: silence followed
     * @param discarded packets thrown away because the buffer was full
     * @param malformed packets whose payload the codec could not decode; made up for, and lost as it was heard
     * @param unreadMillis audio that the application did not read; with a processor that is all of it, unless some was read
     */
    public record Playout(
            long frames,
            long concealedMillis,
            long recoveredMillis,
            long silenceMillis,
            long noiseMillis,
            double bufferMillis,
            double targetMillis,
            double maximumBufferMillis,
            long shrunk,
            long stretched,
            long exhausted,
            long discarded,
            long malformed,
            long unreadMillis) {}

    /**
     * What the peer's last report says of our stream. Immutable.
     *
     * @param lossRatio share of our packets lost since its report before, 0 to 1
     * @param lost packets lost altogether
     * @param jitterMillis interarrival jitter it sees
     * @param mos how we sound there: mean opinion score, 1 to 5; as the peer says by XR (RFC 3611), else estimated by the
     *     E-model
     */
    public record RemoteReport(double lossRatio, long lost, double jitterMillis, double mos) {}
}
