// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Fills packets with {@link OutgoingAudio} and encodes them: in their packet time, or ahead of it. Confined to the media loop. */
interface PacketEncoder {
    /** What a packet time is for. */
    enum Output {
        /** Nothing is sent. */
        NOTHING,
        /** The payload is sent. */
        PAYLOAD,
        /** It is silence: comfort noise may be sent. */
        SILENCE,
        /** There is a packet, but it is not finished. */
        LATER
    }

    /** A packet time has come. */
    Output onSlot();

    /** A packet is wanted that was {@link Output#LATER}; it is so still, if it is not finished by now. */
    Output onLate();

    /** Nobody waits any more for what is not finished: the packet is for a later time. Tells whether there is something. */
    boolean onForfeit();

    /** A packet time goes to something else, or to nothing. */
    void onMissed();

    /** Where the payload is, until the next call. */
    byte[] payload();

    /** The payload's length in bytes. */
    int length();

    /** Audio was added, by a processor or not. */
    void onAudio(boolean processed);

    /** Some of the queued audio is gone, behind so many samples. */
    void onCancelled(int samplesBefore);

    /** Throws away all that is not sent. */
    void discard();

    /** Gives back what it holds of a processor's audio, as if that were not begun; what is queued was never taken. */
    void giveBack();

    /** Packets are of another length from now on. Asked after {@link #giveBack}. */
    void resize(int samples, int maximumBytes);

    /** The encoder begins anew. */
    void reset();

    /** The encoder is not used any more; what it holds is thrown away, and counted by nobody. */
    void close();

    /** The loop is gone, and the encoder not used any more. From any thread. */
    void abandon();
}
