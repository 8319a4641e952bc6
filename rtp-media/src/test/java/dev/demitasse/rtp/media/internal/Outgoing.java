// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpParametersBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A sender with a worker that a test drives. Packets are of 160 samples, timestamps and sequence numbers begin at 0. */
final class Outgoing implements SendHost {
    static final int PACKET = 160;

    /** A packet that was sent, after so many packet times. */
    record Sent(int slot, int payloadType, boolean marker, int sequence, int timestamp, List<Integer> samples) {
        @Override
        public String toString() {
            String what = payloadType == 101
                    ? "event"
                    : payloadType == 13 ? "noise" : samples.get(0) + ".." + samples.get(samples.size() - 1);
            return slot + ": " + (marker ? "M " : "") + sequence + " at " + timestamp + " " + what;
        }
    }

    private record Work(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result) {}

    final PlainCodec codec;
    final SendQueue queue = new SendQueue();
    final DtmfSender dtmf = new DtmfSender();
    final SendCounters counters = new SendCounters();
    final AudioSender sender;
    final List<Sent> sent = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private RtpParameters parameters;
    private int slots;
    private int nextSample = 1;
    private boolean busy;

    Outgoing(boolean costly) {
        this(costly, builder -> builder);
    }

    Outgoing(boolean costly, UnaryOperator<RtpParametersBuilder> with) {
        codec = new PlainCodec(costly);
        parameters = with.apply(
                        RtpParameters.builder(AudioPayload.of(96, codec)).telephoneEvent(101))
                .build();
        sender = new AudioSender(queue, dtmf, counters, this, 9, 0, 0, parameters);
    }

    void update(UnaryOperator<RtpParametersBuilder> change) {
        parameters = change.apply(parameters.toBuilder()).build();
        sender.update(parameters);
    }

    /** A piece of audio of the application: how much of it was taken, and whether it is over. */
    final class Piece implements Segment.Owner {
        final int first = nextSample;
        final int length;
        final Segment segment;
        int taken;
        int untaken = -1;

        private Piece(int length, boolean endsSpeech) {
            this.length = length;
            short[] pcm = new short[length];
            for (int i = 0; i < length; i++) {
                pcm[i] = (short) nextSample++;
            }
            segment = new Segment(pcm, this, endsSpeech);
        }

        @Override
        public void onTaken(int samples) {
            taken += samples;
        }

        @Override
        public void onEnd(int left) {
            untaken = left;
        }
    }

    /** Numbers in a row, from 1 on over all pieces. */
    Piece add(int length, boolean endsSpeech) {
        var piece = new Piece(length, endsSpeech);
        sender.add(piece.segment);
        return piece;
    }

    void digit(char digit) {
        dtmf.add(List.of(DtmfEvent.of(digit)), () -> told.add("digit " + digit));
    }

    void slot() {
        slots++;
        ByteBuffer to = room();
        if (sender.onSlot(to)) {
            take(to);
        }
    }

    /** A packet time with nobody to send to. */
    void skipSlot() {
        slots++;
        sender.skip(1);
    }

    private ByteBuffer room() {
        return ByteBuffer.allocate(sender.maximumPacketBytes());
    }

    private void take(ByteBuffer packet) {
        packet.flip();
        var header = new RtpPacket();
        if (header.parse(packet) != RtpPacket.Result.VALID) {
            throw new AssertionError(packet);
        }
        List<Integer> samples = new ArrayList<>();
        for (int at = RtpPacket.HEADER_BYTES; at + 1 < packet.limit(); at += 2) {
            samples.add((int) packet.getShort(at));
        }
        sent.add(new Sent(
                slots, header.payloadType(), header.marker(), header.sequenceNumber(), header.timestamp(), samples));
    }

    int waiting() {
        return waiting.size();
    }

    /** The worker does what it was given, and what is given to it for that. */
    void finishAll() {
        while (!waiting.isEmpty()) {
            finish();
        }
    }

    /** The worker does one thing, and its result comes. */
    void finish() {
        begin().run();
    }

    /** The worker does one thing; its result comes when what is returned is run. */
    Runnable begin() {
        Work next = waiting.remove();
        busy = true;
        try {
            Boolean value = next.work().call();
            return () -> {
                busy = false;
                next.result().accept(value, null);
            };
        } catch (Exception thrown) {
            throw new AssertionError(thrown);
        }
    }

    void refuse() {
        waiting.remove().result().accept(null, new RejectedExecutionException("full"));
    }

    @Override
    public void onUnderrun(int millis) {
        told.add("underrun " + millis);
    }

    @Override
    public void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result) {
        if (busy || !waiting.isEmpty()) {
            throw new AssertionError("two packets at once");
        }
        waiting.add(new Work(work, result));
    }

    @Override
    public void onLatePacket() {
        ByteBuffer to = room();
        if (sender.onLate(to)) {
            take(to);
        }
    }

    @Override
    public void onCodecFailure(Throwable thrown) {
        told.add(thrown.getMessage());
    }

    List<String> log() {
        return sent.stream().map(Sent::toString).toList();
    }
}
