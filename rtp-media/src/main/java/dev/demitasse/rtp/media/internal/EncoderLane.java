// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/**
 * Encodes by a costly codec, on a worker and ahead of time: a ring of packets, one of which at the most is being encoded, the last.
 * Confined to the media loop, but for {@link #abandon}; the encoder is lent to the worker while a packet is being encoded.
 *
 * <table>
 * <caption>States, and what becomes of them</caption>
 * <tr><th>state</th><th>encode</th><th>retry</th><th>result</th><th>refusal</th><th>drop</th><th>close</th></tr>
 * <tr><td>IDLE</td><td>ENCODING</td><td>IDLE</td><td>-</td><td>-</td><td>IDLE, ring empty</td><td>CLOSED, encoder closed</td></tr>
 * <tr><td>ENCODING</td><td>-</td><td>ENCODING</td><td>IDLE, packet ready</td><td>REFUSED</td><td>DISCARDING, ring empty</td><td>CLOSED, encoder closed, by the worker if it has begun</td></tr>
 * <tr><td>REFUSED</td><td>-</td><td>ENCODING</td><td>-</td><td>-</td><td>IDLE, ring empty</td><td>CLOSED, encoder closed</td></tr>
 * <tr><td>DISCARDING</td><td>-</td><td>DISCARDING</td><td>IDLE</td><td>IDLE</td><td>DISCARDING</td><td>CLOSED, encoder closed, by the worker if it has begun</td></tr>
 * <tr><td>CLOSED</td><td>-</td><td>CLOSED</td><td>CLOSED</td><td>CLOSED</td><td>CLOSED</td><td>CLOSED</td></tr>
 * </table>
 *
 * <p>When the worker refuses a packet, that stays where it is, the last of the ring, and is tried again when asked for. When the codec
 * throws, whatever that is, the packet is ready and empty: each is encoded once. The encoder begins anew after that, and after packets
 * were dropped that it had begun, for what it has encoded the peer never hears.
 */
final class EncoderLane {
    /** How many packets are ready or being encoded at the most. */
    static final int AHEAD = 3;

    /** Where the machine is. */
    enum State {
        IDLE,
        ENCODING,
        REFUSED,
        DISCARDING,
        CLOSED
    }

    /** Whom it works for. Called on the loop. */
    interface Client {
        /** Runs work on a worker, and its result on the loop, not within this call; a failure is a refusal. */
        void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result);

        /** A packet may be ready, and another may be begun. */
        void onResult();

        /** A packet is empty, for the codec has thrown. */
        void onLeftOut();

        /** The codec has thrown. */
        void onFailure(Throwable thrown);
    }

    /** A packet on its way: filled on the loop, encoded by the worker. */
    static final class Packet {
        final short[] pcm;
        final byte[] payload;
        private OutgoingAudio.Source source = OutgoingAudio.Source.NOTHING;
        private int filled;
        private int length;
        private boolean silent;

        Packet(int samples, int maximumBytes) {
            pcm = new short[samples];
            payload = new byte[maximumBytes];
        }

        void filled(OutgoingAudio.Source from, int samples) {
            source = from;
            filled = samples;
            length = 0;
            silent = false;
        }

        OutgoingAudio.Source source() {
            return source;
        }

        /** How many of its samples are no padding. */
        int filled() {
            return filled;
        }

        /** How many of its samples are still in the queue. */
        int queued() {
            return source == OutgoingAudio.Source.QUEUE ? filled : 0;
        }

        /** Whether comfort noise goes out in its place. */
        boolean isSilent() {
            return silent;
        }

        /** Bytes of the payload; 0 if nothing is to be sent. */
        int length() {
            return length;
        }
    }

    private final LentEncoder encoder;
    private final Client client;
    private final Packet[] ring = new Packet[AHEAD];
    private final Job job = new Job();
    private final BiConsumer<Boolean, Throwable> resultHandler = this::onResult;
    private State state = State.IDLE;
    private int head;
    private int count;
    private boolean anew;

    /**
     * Makes a lane.
     *
     * @param encoder its own from now on
     * @param samples of a packet
     * @param maximumBytes of a payload
     * @param client where it is encoded, and who is told
     */
    EncoderLane(AudioEncoder encoder, int samples, int maximumBytes, Client client) {
        this.encoder = new LentEncoder(encoder);
        this.client = client;
        resize(samples, maximumBytes);
    }

    /** Throws all packets away; the next are of another length. */
    void resize(int samples, int maximumBytes) {
        drop();
        for (int i = 0; i < AHEAD; i++) {
            ring[i] = new Packet(samples, maximumBytes);
        }
    }

    /** What the worker does; its fields are the loop's until it is begun and after its result. */
    private final class Job implements Callable<Boolean> {
        private Packet packet = new Packet(0, 0);
        private boolean fromAnew;
        private Optional<Throwable> failure = Optional.empty();
        private Optional<Throwable> closingFailure = Optional.empty();

        @Override
        public Boolean call() {
            failure = Optional.empty();
            if (!encoder.begin()) {
                return false;
            }
            try {
                if (fromAnew) {
                    encoder.encoder().reset();
                }
                packet.length = encoded(packet);
            } catch (Throwable thrown) { // a codec is foreign code, and may throw what it does not declare
                failure = Optional.of(thrown);
            }
            closingFailure = encoder.end();
            return failure.isEmpty();
        }

        private int encoded(Packet of) {
            int length = encoder.encoder().encode(of.pcm, 0, of.pcm.length, of.payload, 0);
            if (length < 0 || length > of.payload.length) {
                throw new IllegalStateException("payload of " + length + " bytes");
            }
            return length;
        }
    }

    /** Whether a packet may be begun. */
    boolean hasRoom() {
        return state == State.IDLE && count < AHEAD;
    }

    /** The packet to be filled, and then to be encoded or to be silent; asked for when there is room. */
    Packet next() {
        return ring[(head + count) % AHEAD];
    }

    /** The next packet is filled: it is encoded. */
    void encode() {
        count++;
        encodeLast();
    }

    /** If the worker has refused a packet, that is tried again. */
    void retry() {
        if (state == State.REFUSED) {
            encodeLast();
        }
    }

    private void encodeLast() {
        if (!encoder.lend()) {
            close();
            return;
        }
        job.packet = ring[(head + count - 1) % AHEAD];
        job.fromAnew = anew;
        anew = false;
        state = State.ENCODING;
        client.compute(job, resultHandler);
    }

    /** The next packet is filled with silence: comfort noise goes out in its place. */
    void beSilent() {
        next().silent = true;
        count++;
    }

    private void onResult(Boolean encoded, Throwable refusal) {
        boolean refused = refusal != null;
        if (refused) {
            encoder.takeBack();
            anew |= job.fromAnew;
        }
        State before = state;
        state = switch (before) {
            case ENCODING -> refused ? State.REFUSED : State.IDLE;
            case DISCARDING -> State.IDLE;
            case CLOSED -> State.CLOSED;
            case IDLE, REFUSED -> throw new AssertionError("a result without a packet");
        };
        if (before == State.CLOSED) {
            job.closingFailure.ifPresent(client::onFailure);
        } else if (!refused) {
            onWorked(encoded);
        }
    }

    private void onWorked(boolean encoded) {
        if (!encoded) {
            anew = true;
            client.onLeftOut();
            job.failure.ifPresent(client::onFailure);
        }
        client.onResult();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether the first packet can be sent. */
    boolean isReady() {
        return count > 1 || count == 1 && state != State.ENCODING && state != State.REFUSED;
    }

    /** Whether the first packet waits to be tried again. */
    boolean isRefused() {
        return count == 1 && state == State.REFUSED;
    }

    /** The first packet, when there is one. */
    Packet head() {
        return ring[head];
    }

    /** The first packet is sent. What is in it stays until the next is filled. */
    void remove() {
        head = (head + 1) % AHEAD;
        count--;
    }

    /** How many samples of the queue are in packets here. */
    int reserved() {
        int samples = 0;
        for (int i = 0; i < count; i++) {
            samples += ring[(head + i) % AHEAD].queued();
        }
        return samples;
    }

    /** Throws all packets away. */
    void drop() {
        anew |= count > (state == State.REFUSED ? 1 : 0);
        count = 0;
        state = switch (state) {
            case IDLE, REFUSED -> State.IDLE;
            case ENCODING, DISCARDING -> State.DISCARDING;
            case CLOSED -> State.CLOSED;
        };
    }

    /** Throws all packets away, and the encoder begins anew. */
    void restart() {
        drop();
        anew = true;
    }

    State state() {
        return state;
    }

    /** Throws all packets away; the encoder is closed, at once or by the worker that works with it. */
    void close() {
        count = 0;
        state = State.CLOSED;
        encoder.close().ifPresent(client::onFailure);
    }

    /** The encoder is closed, as by {@link #close}. From any thread, when the loop is gone: nobody is left to be told what that throws. */
    void abandon() {
        encoder.close();
    }
}
