// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.BindException;
import java.util.Arrays;

/**
 * The ports of one host and one protocol, sorted. Free ports are given in the order of the range, so that the same program
 * gets the same ports in every run. Looking one up allocates nothing. Thread-safe.
 */
final class PortTable<T> {
    private static final int FIRST_EPHEMERAL = 32_768;
    private static final int LAST_EPHEMERAL = 60_999;

    private int[] ports = new int[8];
    private Object[] holders = new Object[8];
    private int size;
    private int nextEphemeral = FIRST_EPHEMERAL;

    /** Takes a port, any free one for 0, and gives its number. */
    synchronized int take(int port, T holder) throws BindException {
        int taken = port == 0 ? ephemeral() : port;
        int place = Arrays.binarySearch(ports, 0, size, taken);
        if (place >= 0) {
            throw new BindException("Address already in use: port " + port);
        }
        insert(-place - 1, taken, holder);
        return taken;
    }

    private void insert(int place, int port, T holder) {
        if (size == ports.length) {
            ports = Arrays.copyOf(ports, size * 2);
            holders = Arrays.copyOf(holders, size * 2);
        }
        System.arraycopy(ports, place, ports, place + 1, size - place);
        System.arraycopy(holders, place, holders, place + 1, size - place);
        ports[place] = port;
        holders[place] = holder;
        size++;
    }

    private int ephemeral() throws BindException {
        for (int tries = FIRST_EPHEMERAL; tries <= LAST_EPHEMERAL; tries++) {
            int port = nextEphemeral;
            nextEphemeral = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
            if (find(port) == null) {
                return port;
            }
        }
        throw new BindException("no ephemeral port is free");
    }

    /** Gives a port back if it is still the holder's. */
    synchronized void release(int port, T holder) {
        int place = Arrays.binarySearch(ports, 0, size, port);
        if (place >= 0 && holders[place] == holder) {
            size--;
            System.arraycopy(ports, place + 1, ports, place, size - place);
            System.arraycopy(holders, place + 1, holders, place, size - place);
            holders[size] = null;
        }
    }

    /** Who holds a port, or null. */
    @SuppressWarnings("unchecked")
    synchronized T find(int port) {
        int place = Arrays.binarySearch(ports, 0, size, port);
        return place < 0 ? null : (T) holders[place];
    }
}
