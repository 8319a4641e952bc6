// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Ports of one session: a socket each, connected to whom the session hears. */
final class OwnPorts extends RtpPorts {
    private final Inlet rtpInlet = new Inlet();
    private final Inlet rtcpInlet = new Inlet();
    private final PortPair pair;
    private final Runnable onClose;

    OwnPorts(EventLoop loop, InetSocketAddress local, int phase, Runnable onClose) throws IOException {
        super(loop, phase);
        this.onClose = onClose;
        pair = PortPair.bind(loop, local, rtpInlet, rtcpInlet);
    }

    @Override
    DatagramEndpoint rtp() {
        return pair.rtp();
    }

    @Override
    DatagramEndpoint rtcp() {
        return pair.rtcp();
    }

    @Override
    void onClosed() {
        onClose.run();
    }

    @Override
    void expect(RtpParameters parameters, int ssrcBits) {}

    @Override
    void sendAs(int ssrcBits) {}

    @Override
    void hear(InetSocketAddress from, int ssrcBits) {}

    @Override
    void attach(DatagramHandler onRtp, DatagramHandler onRtcp) {
        rtpInlet.target = onRtp;
        rtcpInlet.target = onRtcp;
    }
}
