// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** By what a call on a shared port can be found. What a kind does not tell apart is {@link #ANYWHERE} or 0. Not thread-safe while it is set. */
final class CallKey {
    /** What a key says of a call. */
    enum Kind {
        /** Hears this SSRC from this address, or has been told of it. */
        STREAM,
        /** Hears this address, or is to by what was signalled. */
        ADDRESS,
        /** Waits for a source at this address. */
        WAITING_AT,
        /** Waits for a source of this host. */
        WAITING_OF,
        /** Has heard this address, which is silent. */
        SILENT_AT,
        /** Waits for a source, and knows an address of it. */
        WAITING,
        /** Waits for a source, and knows nothing of it. */
        WILDCARD,
        /** Hears this SSRC, wherever from, or has been told of it. */
        SSRC,
        /** Sends under this SSRC. */
        OURS,
        /** Hears RTCP from this address, on the port for RTCP. */
        RTCP_ADDRESS,
        /** Hears RTCP of this SSRC from this host. */
        RTCP_SENDER
    }

    /** The host of a key that is of none. */
    static final InetAddress ANYWHERE = new InetSocketAddress(0).getAddress();

    private Kind kind;
    private InetAddress host;
    private int port;
    private int ssrc;

    CallKey(Kind kind, InetAddress host, int port, int ssrc) {
        set(kind, host, port, ssrc);
    }

    /** Makes this another key; for one that is in no map. */
    CallKey set(Kind newKind, InetAddress newHost, int newPort, int newSsrc) {
        kind = newKind;
        host = newHost;
        port = newPort;
        ssrc = newSsrc;
        return this;
    }

    Kind kind() {
        return kind;
    }

    int ssrc() {
        return ssrc;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallKey that
                && ssrc == that.ssrc
                && port == that.port
                && kind == that.kind
                && host.equals(that.host);
    }

    /** No two SSRCs of one address have the same: those who choose them can't make the map slow by it. */
    @Override
    public int hashCode() {
        int hash = (host.hashCode() * 31 + port) * 31 + kind.ordinal();
        return (hash ^ ssrc) * 0x9E37_79B1;
    }

    @Override
    public String toString() {
        return kind + " " + host.getHostAddress() + ":" + port + " " + Integer.toHexString(ssrc);
    }
}
