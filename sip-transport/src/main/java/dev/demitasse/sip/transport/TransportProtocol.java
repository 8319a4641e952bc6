// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

/** The transports of SIP: RFC 3261 section 18 and RFC 7118. */
public enum TransportProtocol {
    /** Datagrams, which may be lost. */
    UDP(false, 5060),
    /** A stream. */
    TCP(true, 5060),
    /** A stream over TLS. */
    TLS(true, 5061),
    /** WebSocket. */
    WS(true, 80),
    /** WebSocket over TLS. */
    WSS(true, 443);

    private final boolean reliable;
    private final int defaultPort;

    TransportProtocol(boolean reliable, int defaultPort) {
        this.reliable = reliable;
        this.defaultPort = defaultPort;
    }

    /**
     * Whether it delivers what it takes, so that nothing needs to be retransmitted.
     *
     * @return false for UDP
     */
    public boolean isReliable() {
        return reliable;
    }

    /**
     * The port where none is written (RFC 3261 section 19.1.2).
     *
     * @return a port
     */
    public int defaultPort() {
        return defaultPort;
    }

    /**
     * The token in a Via.
     *
     * @return in upper case
     */
    public String token() {
        return name();
    }
}
