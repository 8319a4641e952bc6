// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Two bound sockets in a row, the first on an even port if the machine chooses (RFC 3550 section 11). */
record PortPair(DatagramEndpoint rtp, DatagramEndpoint rtcp) {
    private static final int ATTEMPTS = 64;

    /** Binds a pair; on port 0, the first free one of 64. */
    static PortPair bind(EventLoop loop, InetSocketAddress local, DatagramHandler onRtp, DatagramHandler onRtcp)
            throws IOException {
        BindException refused = new BindException("no two ports in a row");
        for (int i = 0; i < (local.getPort() == 0 ? ATTEMPTS : 1); i++) {
            try {
                return bindOnce(loop, local, onRtp, onRtcp);
            } catch (BindException nextTaken) {
                refused = nextTaken;
            }
        }
        throw refused;
    }

    private static PortPair bindOnce(
            EventLoop loop, InetSocketAddress local, DatagramHandler onRtp, DatagramHandler onRtcp) throws IOException {
        DatagramEndpoint rtp = loop.bindDatagram(local, onRtp);
        try {
            int next = rtp.localAddress().getPort() + 1;
            if (local.getPort() == 0 && (next & 1) == 0 || next > 65_535) {
                throw new BindException("no port for RTP: " + rtp.localAddress().getPort());
            }
            return new PortPair(rtp, loop.bindDatagram(new InetSocketAddress(local.getAddress(), next), onRtcp));
        } catch (IOException notBound) {
            rtp.close();
            throw notBound;
        }
    }
}
