// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static dev.demitasse.testkit.ContractHarness.anyPort;
import static dev.demitasse.testkit.ContractHarness.bytes;
import static dev.demitasse.testkit.ContractHarness.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of the end of a loop: what it was asked for before is done, and nobody hears of anything else. */
interface CloseContract extends ContractHarness {
    @Test
    @DisplayName("commands given before close() have run when it returns: on the loop, in their order, each once")
    default void commandsBeforeClose() {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "command " + i;
            loop.execute(() -> log.add(name + " " + loop.inLoop()));
            expected.add(name + " true");
        }
        loop.close();
        assertEquals(expected, log);
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> log.add("late")));
        settle();
        assertEquals(expected, log);
    }

    @Test
    @DisplayName("so it is when the network is closed, whose loops close in the order in which they were opened")
    default void commandsBeforeCloseOfNetwork() {
        EventLoop first = loop();
        EventLoop second = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        first.execute(() -> {
            second.execute(() -> log.add("second"));
            log.add("first");
        });
        network().close();
        log.sort(null); // the second may be quick
        assertEquals(List.of("first", "second"), log);
    }

    @Test
    @DisplayName("what such a command sends leaves")
    default void sendsBeforeEnd() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        EventLoop other = loop();
        DatagramEndpoint to =
                other.bindDatagram(anyPort(), (endpoint, payload, from, now) -> received.add(text(payload)));
        EventLoop loop = loop();
        DatagramEndpoint from = loop.bindDatagram(anyPort(), (endpoint, payload, source, now) -> {});
        loop.execute(() -> from.send(bytes("BYE"), to.localAddress()));
        loop.close();
        drive(() -> !received.isEmpty());
        assertEquals(List.of("BYE"), received);
    }

    @Test
    @DisplayName(
            "a loop that closes itself runs what it was given before when its command has returned, and takes no more")
    default void closedByItself() {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            loop.execute(() -> {
                assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> log.add("third")));
                loop.close();
                log.add("second");
            });
            loop.close();
            assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> log.add("late")));
            log.add("first");
        });
        drive(() -> log.size() == 2);
        settle();
        assertEquals(List.of("first", "second"), log);
    }

    @Test
    @DisplayName(
            "after a close no handler is called, for what has come already either, and no deadline or result comes")
    default void nobodyIsCalled() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        AtomicReference<InetSocketAddress> peer = new AtomicReference<>();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), (socket, payload, from, now) -> {
            loop.execute(() -> {
                try {
                    socket.connect(peer.get()); // hands on what waits
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
                loop.newDeadline(late -> log.add("deadline")).set(0);
                log.add("connected");
            });
            loop.<String>offload(() -> "result", (value, thrown) -> log.add(value));
            loop.newDeadline(late -> log.add("deadline")).set(0);
            loop.close();
            log.add(text(payload));
        });
        EventLoop other = loop();
        DatagramEndpoint sender = other.bindDatagram(anyPort(), (socket, payload, from, now) -> {});
        peer.set(sender.localAddress());
        other.execute(() -> {
            for (int i = 0; i < 5; i++) {
                sender.send(bytes("datagram " + i), endpoint.localAddress());
            }
        });
        drive(() -> log.size() == 2);
        settle();
        assertEquals(List.of("datagram 0", "connected"), log);
    }

    @Test
    @DisplayName("what such a command throws is reported, unless it is that it gave another; the others run")
    default void failuresBeforeEnd() {
        List<String> log = new CopyOnWriteArrayList<>();
        EventLoop loop = network().openLoop("failing", thrown -> log.add("failed: " + thrown.getMessage()));
        loop.execute(() -> {
            loop.execute(() -> {
                throw new IllegalStateException("one");
            });
            loop.execute(() -> loop.execute(() -> log.add("late")));
            loop.execute(() -> log.add("two"));
            loop.close();
        });
        drive(() -> log.size() == 2);
        settle();
        assertEquals(List.of("failed: one", "two"), log);
    }

    @Test
    @DisplayName(
            "a thread of the application that closes a loop finds all done, though it is interrupted, and stays so")
    default void closedByApplicationThread() {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        network().applicationThreads().start("closing", () -> {
            loop.execute(() -> log.add("command " + loop.inLoop()));
            Thread.currentThread().interrupt();
            loop.close();
            log.add("closed " + Thread.currentThread().isInterrupted());
        });
        drive(() -> log.size() == 2);
        assertEquals(List.of("command true", "closed true"), log);
    }

    @Test
    @DisplayName("a loop may close another")
    default void closedByAnotherLoop() throws Exception {
        EventLoop loop = loop();
        EventLoop other = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        on(other, () -> {
            loop.execute(() -> log.add("command " + loop.inLoop() + other.inLoop()));
            loop.close();
            return log.add("closed " + loop.inLoop() + other.inLoop());
        });
        assertEquals(List.of("command truefalse", "closed falsetrue"), log);
    }
}
