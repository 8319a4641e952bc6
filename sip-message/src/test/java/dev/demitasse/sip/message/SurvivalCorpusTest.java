// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whatever comes in, and all of it read on demand: no crash, no hang, memory in proportion to the input")
class SurvivalCorpusTest {
    private static final int ROUNDS = 10;
    private static final Duration HANGS = Duration.ofSeconds(60);

    /** What one input may cost, besides its share: 78 keys may each make an exception with its text. */
    private static final long ALLOCATED = 400_000;

    private static final long ALLOCATED_PER_BYTE = 100;
    private static final long KEPT_PER_BYTE = 40;
    private static final long NOISE = 8 << 20;

    /** Counts what this thread has allocated; found by name, since this module's tests see java.base alone. */
    private static final class Allocations {
        private final Object bean;
        private final MethodHandle count;

        Allocations() throws ReflectiveOperationException {
            var lookup = MethodHandles.publicLookup();
            Class<?> threads = Class.forName("com.sun.management.ThreadMXBean");
            bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            count = lookup.findVirtual(threads, "getCurrentThreadAllocatedBytes", MethodType.methodType(long.class));
        }

        long bytes() {
            try {
                return (long) count.invoke(bean);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Messages that are right, wrong, cut off, adversarial, and no messages. */
    private static List<Corpus.Input> ownInputs() {
        List<Corpus.Input> inputs = new ArrayList<>();
        TortureTest.messages().forEach(text -> inputs.add(Corpus.Input.of("torture", text)));
        LinearWorkTest.adversaries().forEach(text -> inputs.add(Corpus.Input.of("adversary", text.apply(4_000))));
        byte[] invite = Messages.crlf(Messages.INVITE);
        for (int length = 0; length <= invite.length; length += 11) {
            inputs.add(new Corpus.Input("cut", Arrays.copyOf(invite, length)));
        }
        Random random = new Random(4475);
        for (int length = 0; length < 3_000; length += 100) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            inputs.add(new Corpus.Input("noise", noise));
            noise = noise.clone();
            System.arraycopy(invite, 0, noise, 0, Math.min(length, 400));
            inputs.add(new Corpus.Input("noise behind a message", noise));
        }
        return inputs;
    }

    @Test
    @DisplayName("messages and garbage of our own")
    void ours() throws ReflectiveOperationException {
        survive(ownInputs());
    }

    @Test
    @DisplayName("every file of the corpus: torture messages, call flows, seeds of fuzzers, captures, SDP, RTP, STUN")
    void corpus() throws ReflectiveOperationException {
        List<Corpus.Input> files = Corpus.files();
        assertTrue(files.size() > 100);
        survive(files);
    }

    private static void survive(List<Corpus.Input> inputs) throws ReflectiveOperationException {
        var allocations = new Allocations();
        inputs.forEach(input -> assertTimeoutPreemptively(HANGS, () -> survive(input, allocations), input::toString));
        long before = liveBytes();
        inputs.forEach(input -> read(input.bytes()));
        List<SipMessage> kept = new ArrayList<>();
        long bytes = 0;
        for (Corpus.Input input : inputs) {
            for (int i = 0; i < ROUNDS; i++) {
                read(input.bytes()).ifPresent(kept::add);
            }
        }
        for (SipMessage message : kept) {
            bytes += message.encodedLength();
        }
        long held = liveBytes() - before;
        assertTrue(held < KEPT_PER_BYTE * bytes + NOISE, held + " bytes kept of " + bytes);
        kept.clear();
        long left = liveBytes() - before;
        assertTrue(left < NOISE, left + " bytes kept of nothing");
    }

    private static void survive(Corpus.Input input, Allocations allocations) {
        SipParserPropertyTest.survive(input.bytes());
        SipParserPropertyTest.surviveOnAStream(input.bytes());
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = allocations.bytes();
            read(input.bytes());
            least = Math.min(least, allocations.bytes() - before);
        }
        long bound = ALLOCATED + ALLOCATED_PER_BYTE * input.bytes().length;
        assertTrue(least < bound, () -> input + ": more than " + bound + " bytes allocated");
    }

    private static Optional<SipMessage> read(byte[] bytes) {
        try {
            SipMessage message = new SipParser().parse(bytes);
            Lazily.readAll(message);
            return Optional.of(message);
        } catch (SipParseException e) {
            e.partial()
                    .flatMap(partial -> partial.responseBuilder(e.suggestedStatus()))
                    .ifPresent(builder -> builder.build());
            return Optional.empty();
        }
    }

    private static long liveBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
