// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Encodes by a costly codec, on a worker and ahead of time: a ring of packets, one of which at the most is being encoded, the last.
 * Confined to the media loop; the encoder belongs to the worker while a packet is being encoded.
 *
 * <table>
 * <caption>States, and what becomes of them</caption>
 * <tr><th>state</th><th>encode</th><th>result</th><th>drop</th><th>close</th></tr>
 * <tr><td>IDLE</td><td>ENCODING</td><td>-</td><td>IDLE, ring empty</td><td>CLOSED, encoder closed</td></tr>
 * <tr><td>ENCODING</td><td>-</td><td>IDLE, packet ready</td><td>DISCARDING, ring empty</td><td>CLOSED, worker closes the encoder</td></tr>
 * <tr><td>DISCARDING</td><td>-</td><td>IDLE</td><td>DISCARDING</td><td>CLOSED, worker closes the encoder</td></tr>
 * <tr><td>CLOSED</td><td>-</td><td>CLOSED</td><td>CLOSED</td><td>CLOSED</td></tr>
 * </table>
 *
 * <p>When the worker refuses a packet, that leaves the ring as if it had never been there. When the codec throws, the packet is
 * ready and empty. The encoder begins anew after that, and after packets were dropped, for what it has encoded the peer never
 * hears.
 */
final class EncoderLane {
    /** How many packets are ready or being encoded at the most. */
    static final int AHEAD = 3;

    /** Where the machine is. */
    enum State {
        IDLE,
        ENCODING,
        DISCARDING,
        CLOSED
    }

    /** Runs work elsewhere, and its result on the loop; a failure is a refusal. */
    interface Worker {
        void run(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result);
    }

    /** Whose the encoder is. */
    private enum Owner {
        LOOP,
        WORKER,
        NOBODY
    }

    /** A packet on its way: filled on the loop, encoded by the worker. */
    static final class Packet {
        final short[] pcm;
        final byte[] payload;
        private OutgoingAudio.Source source = OutgoingAudio.Source.NOTHING;
        private int queued;
        private int length;
        private boolean silent;

        Packet(int samples, int maximumBytes) {
            pcm = new short[samples];
            payload = new byte[maximumBytes];
        }

        void filled(OutgoingAudio.Source from, int fromQueue) {
            source = from;
            queued = fromQueue;
            length = 0;
            silent = false;
        }

        OutgoingAudio.Source source() {
            return source;
        }

        /** How many of its samples are still in the queue. */
        int queued() {
            return queued;
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

    private final AudioEncoder encoder;
    private final Worker worker;
    private final Runnable onResult;
    private final Consumer<Throwable> onFailure;
    private final Packet[] ring = new Packet[AHEAD];
    private final Job job = new Job();
    private final BiConsumer<Boolean, Throwable> resultHandler = this::onResult;
    private final AtomicReference<Owner> owner = new AtomicReference<>(Owner.LOOP);
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
     * @param worker where it is encoded
     * @param onResult a packet may be ready, and another may be begun
     * @param onFailure told what the codec has thrown
     */
    EncoderLane(
            AudioEncoder encoder,
            int samples,
            int maximumBytes,
            Worker worker,
            Runnable onResult,
            Consumer<Throwable> onFailure) {
        this.encoder = encoder;
        this.worker = worker;
        this.onResult = onResult;
        this.onFailure = onFailure;
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
        private Throwable failure;

        @Override
        public Boolean call() {
            try {
                if (fromAnew) {
                    encoder.reset();
                }
                packet.length = encoded(packet);
                return true;
            } catch (RuntimeException | Error thrown) {
                failure = thrown;
                return false;
            } finally {
                if (!owner.compareAndSet(Owner.WORKER, Owner.LOOP)) {
                    encoder.close();
                }
            }
        }

        private int encoded(Packet of) {
            int length = encoder.encode(of.pcm, 0, of.pcm.length, of.payload, 0);
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
        job.packet = next();
        job.fromAnew = anew;
        anew = false;
        count++;
        state = State.ENCODING;
        owner.set(Owner.WORKER);
        worker.run(job, resultHandler);
    }

    /** The next packet is filled with silence: comfort noise goes out in its place. */
    void beSilent() {
        next().silent = true;
        count++;
    }

    private void onResult(Boolean encoded, Throwable refusal) {
        boolean refused = refusal != null;
        if (refused) {
            anew |= job.fromAnew;
            if (!owner.compareAndSet(Owner.WORKER, Owner.LOOP)) {
                encoder.close();
            }
        } else if (!encoded) {
            anew = true;
        }
        state = switch (state) {
            case ENCODING -> {
                count -= refused ? 1 : 0;
                yield State.IDLE;
            }
            case DISCARDING -> State.IDLE;
            case CLOSED -> State.CLOSED;
            case IDLE -> throw new AssertionError("a result without a packet");
        };
        if (state == State.CLOSED) {
            return;
        }
        if (!refused && !encoded) {
            onFailure.accept(job.failure);
        }
        if (!refused) {
            onResult.run();
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether the first packet can be sent. */
    boolean isReady() {
        return count > 1 || count == 1 && state != State.ENCODING;
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
            samples += ring[(head + i) % AHEAD].queued;
        }
        return samples;
    }

    /** Throws all packets away. */
    void drop() {
        anew |= count > 0;
        count = 0;
        state = state == State.ENCODING ? State.DISCARDING : state;
    }

    /** Throws all packets away, and the encoder begins anew. */
    void restart() {
        drop();
        anew = true;
    }

    State state() {
        return state;
    }

    /** The encoder is closed, at once or by the worker that has it. */
    void close() {
        if (state != State.CLOSED) {
            count = 0;
            state = State.CLOSED;
            if (owner.getAndSet(Owner.NOBODY) == Owner.LOOP) {
                encoder.close();
            }
        }
    }
}
