// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What the parts of the contract need from an implementation, and what they share. */
interface ContractHarness {
    /** The network under test, one for each test. */
    Network network();

    /** Lets the network run until a condition holds; fails after a while. */
    void drive(BooleanSupplier until);

    /** Lets the network run for some 50 ms. */
    void settle();

    default EventLoop loop() {
        return network().openLoop("contract");
    }

    /** Runs something on a loop and gives its result. */
    default <T> T on(EventLoop loop, Callable<T> body) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(body.call());
            } catch (Exception | AssertionError thrown) {
                result.completeExceptionally(thrown);
            }
        });
        drive(result::isDone);
        return result.get();
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    static String text(ByteBuffer bytes) {
        return US_ASCII.decode(bytes).toString();
    }
}
