// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What the test wants to be lost. Orders may be given from any thread. */
final class LossOrders {
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private long number;

    private record Order(Predicate<? super Datagram> which, boolean once) {}

    void add(Predicate<? super Datagram> which, boolean once) {
        orders.add(new Order(which, once));
    }

    void clear() {
        orders.clear();
    }

    /** Whether a datagram is to be lost; counts it. The payload is not consumed. */
    boolean loses(InetSocketAddress from, InetSocketAddress to, ByteBuffer payload, long now) {
        number++;
        if (orders.isEmpty()) {
            return false;
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        Datagram datagram = new Datagram(number, now, from, to, bytes);
        for (Order order : orders) {
            if (order.which.test(datagram)) {
                if (order.once) {
                    orders.remove(order);
                }
                return true;
            }
        }
        return false;
    }
}
