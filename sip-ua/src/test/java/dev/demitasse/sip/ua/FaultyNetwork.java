// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.ApplicationThreads;
import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * A host whose calls out of the protocol core are counted, and of which the n-th fails: sending, asking for the local
 * address, starting a thread as they fail in earnest, drawing a random number with an exception, as a bug would.
 */
final class FaultyNetwork {
    private final Network host;
    private final Network network;
    private boolean noThreads;
    private Runnable beforeTelling = () -> {};
    private int calls;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MAX_VALUE;

    FaultyNetwork(Network host) {
        this.host = host;
        network = proxy(Network.class, this::onNetwork);
    }

    private interface Handler {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    Network network() {
        return network;
    }

    /** From now on: fails calls from the first to the last one, counted from 1. */
    void arm(int firstFailure, int lastFailure) {
        calls = 0;
        first = firstFailure;
        last = lastFailure;
    }

    /** Whether starting a thread fails as the JDK has it when the machine has no more. */
    void noThreads(boolean none) {
        noThreads = none;
    }

    /** From now on: something is done on the loop before a lane is given anything, so before any application hears of it. */
    void beforeTelling(Runnable check) {
        beforeTelling = check;
    }

    /** How many calls there were since it was armed. */
    int calls() {
        return calls;
    }

    /** One more call, from a test's own code too; whether it is to fail. */
    boolean fails() {
        calls++;
        return calls >= first && calls <= last;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                return handler.call(method, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private Object onNetwork(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("localAddressTowards") && fails()) {
            throw new IOException("no route, for the test");
        }
        Object result = method.invoke(host, arguments);
        if (result instanceof EventLoop loop) {
            return proxy(EventLoop.class, (called, args) -> onLoop(loop, called, args));
        } else if (result instanceof RandomGenerator random) {
            return proxy(RandomGenerator.class, (called, args) -> {
                if (fails()) {
                    throw new IllegalStateException("a bug, for the test");
                }
                return called.invoke(random, args);
            });
        } else if (result instanceof ApplicationThreads threads) {
            return proxy(ApplicationThreads.class, (called, args) -> {
                if (called.getName().equals("start") && noThreads) {
                    throw new OutOfMemoryError("unable to create native thread, for the test");
                } else if (called.getName().equals("start") && fails()) {
                    throw new RejectedExecutionException("for the test");
                }
                Object made = called.invoke(threads, args);
                return made instanceof Executor lane ? telling(lane) : made;
            });
        }
        return result;
    }

    private Executor telling(Executor lane) {
        return task -> {
            beforeTelling.run();
            lane.execute(task);
        };
    }

    private Object onLoop(EventLoop loop, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("network")) {
            return network;
        }
        Object result = method.invoke(loop, arguments);
        if (result instanceof DatagramEndpoint endpoint) {
            return proxy(DatagramEndpoint.class, (called, args) -> {
                if (called.getName().equals("send") && fails()) {
                    return DatagramEndpoint.SendResult.FAILED;
                }
                return called.invoke(endpoint, args);
            });
        }
        return result;
    }
}
