// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("an encoder lent to a worker, under any order of what loop, worker and pool do")
class EncoderLanePropertyTest {
    private static final int STEPS = 30;

    /** A lane, and a pool that does with its one piece of work what a test wants. */
    private static final class Pool implements EncoderLane.Client {
        final PlainCodec codec = new PlainCodec(true);
        final EncoderLane lane;
        final Random random;
        private Optional<Callable<Boolean>> queued = Optional.empty();
        private Optional<Boolean> finished = Optional.empty();
        private BiConsumer<Boolean, Throwable> result;
        private boolean loopGone;
        int left;
        int told;

        Pool(Random random) {
            this.random = random;
            lane = new EncoderLane(codec.newEncoder(""), 8, 16, this);
            codec.whileEncoding(this::meanwhile);
        }

        @Override
        public void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> resultOnLoop) {
            assertTrue(queued.isEmpty() && finished.isEmpty(), "one piece of work at a time");
            queued = Optional.of(work);
            result = resultOnLoop;
        }

        @Override
        public void onResult() {}

        @Override
        public void onLeftOut() {
            left++;
        }

        @Override
        public void onFailure(Throwable thrown) {
            told++;
        }

        /** While the worker encodes, the loop goes on, or another thread gives the encoder up. */
        private void meanwhile() {
            for (int i = random.nextInt(3); i > 0; i--) {
                loopDoes(random.nextInt(10));
            }
        }

        void loopDoes(int what) {
            if (loopGone) {
                return;
            }
            switch (what) {
                case 0, 1, 2 -> encode();
                case 3 -> lane.drop();
                case 4 -> lane.restart();
                case 5 -> send();
                case 6 -> lane.close();
                case 7, 8 -> lane.retry();
                default -> lane.resize(8, 16);
            }
        }

        private void encode() {
            if (lane.hasRoom()) {
                lane.next().filled(OutgoingAudio.Source.QUEUE, 8);
                lane.encode();
            }
        }

        private void send() {
            if (lane.isReady()) {
                lane.remove();
            }
        }

        void work() throws Exception {
            if (queued.isPresent()) {
                Callable<Boolean> work = queued.get();
                queued = Optional.empty();
                finished = Optional.of(work.call());
            }
        }

        void deliver() {
            if (finished.isPresent() && !loopGone) {
                boolean encoded = finished.get();
                finished = Optional.empty();
                result.accept(encoded, null);
            }
        }

        void refuse() {
            if (queued.isPresent() && !loopGone) {
                queued = Optional.empty();
                result.accept(null, new RejectedExecutionException("full"));
            }
        }

        /** The network is closed: the loop ends, the pool drops what waits or not, results go nowhere. */
        void closeNetwork() {
            loopGone = true;
            if (random.nextBoolean()) {
                queued = Optional.empty();
            }
        }
    }

    private static Pool run(long seed) throws Exception {
        var random = new Random(seed);
        var pool = new Pool(random);
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(40);
            if (what < 20) {
                pool.loopDoes(what % 10 == 6 && random.nextBoolean() ? 0 : what % 10);
            } else if (what < 28) {
                pool.work();
            } else if (what < 35) {
                pool.deliver();
            } else if (what < 37) {
                pool.refuse();
            } else if (what < 38) {
                pool.codec.fail(random.nextInt(3));
            } else if (what < 39) {
                pool.codec.failClosing(new Throwable("closing"));
            } else if (random.nextInt(4) == 0) {
                pool.closeNetwork();
            }
        }
        return pool;
    }

    @Property
    @Label("it is closed exactly once, by the loop or by a thread that finds the loop gone, and not used after that")
    void closedOnce(@ForAll long seed) throws Exception {
        Pool pool = run(seed);
        if (pool.loopGone) {
            pool.lane.abandon();
            pool.lane.abandon();
        } else {
            pool.lane.close();
        }
        // What has begun goes on to its end; what waits is done, refused or dropped with its pool.
        switch (pool.random.nextInt(3)) {
            case 0 -> pool.work();
            case 1 -> pool.refuse();
            default -> pool.closeNetwork();
        }
        pool.deliver();
        List<String> log = new ArrayList<>(pool.codec.log);
        assertEquals(1, log.stream().filter("close"::equals).count(), log.toString());
        assertEquals("close", log.get(log.size() - 1), log.toString());
    }

    @Property
    @Label("a worker that comes back at all leaves the lane ready for more, unless it is closed")
    void goesOn(@ForAll long seed) throws Exception {
        Pool pool = run(seed);
        if (pool.loopGone || pool.lane.state() == EncoderLane.State.CLOSED) {
            return;
        }
        pool.codec.whileEncoding(() -> {});
        pool.work();
        pool.deliver();
        pool.lane.drop();
        pool.codec.fail(0);
        pool.lane.next().filled(OutgoingAudio.Source.QUEUE, 8);
        pool.lane.encode();
        pool.work();
        pool.deliver();
        assertEquals(16, pool.lane.head().length());
    }
}
