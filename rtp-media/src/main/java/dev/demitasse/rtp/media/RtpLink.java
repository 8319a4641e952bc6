// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.rtp.media.internal.SendCounters;
import dev.demitasse.rtp.media.internal.SourceLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session's RTP socket: connected to the source that is heard, or not, and what is sent through it. Confined to the media loop. */
final class RtpLink {
    private static final Logger LOG = LoggerFactory.getLogger(RtpSession.class);

    private final RtpPorts ports;
    private final DatagramEndpoint rtp;
    private final SourceLock lock;
    private final SendCounters sent;
    private final RtpPacket again = new RtpPacket();
    private boolean connected;

    RtpLink(RtpPorts ports, SourceLock lock, SendCounters sent) {
        this.ports = ports;
        rtp = ports.rtp();
        this.lock = lock;
        this.sent = sent;
    }

    void connect(DatagramEndpoint endpoint) {
        try {
            endpoint.connect(lock.source().orElseThrow());
            connected = true;
        } catch (IOException refused) {
            // Unconnected it hears everybody, and the lock tells foreign packets apart.
            LOG.debug("{} is not connected: {}", ports.rtpAddress(), refused.toString());
        }
    }

    void obey(List<SourceLock.Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case DISCONNECT -> {
                    rtp.disconnect();
                    connected = false;
                }
                default -> throw new AssertionError(actions.get(i));
            }
        }
    }

    /** Sends a packet that the peer has asked for again; it counts as such if the network takes it. */
    void sendAgain(ByteBuffer packet, long now) {
        again.parse(packet);
        if (hasTarget() && send(packet, again.payloadLength(), now)) {
            sent.onSentAgain();
        }
    }

    /** Whether it is known where to send. */
    boolean hasTarget() {
        return connected || lock.target().isPresent();
    }

    /** Sends and counts a packet, if {@link #hasTarget}; tells whether the network took it. */
    boolean send(ByteBuffer packet, int payloadBytes, long now) {
        DatagramEndpoint.SendResult result =
                connected ? rtp.send(packet) : rtp.send(packet, lock.target().orElseThrow());
        boolean taken = result == DatagramEndpoint.SendResult.SENT;
        sent.onPacket(taken, payloadBytes);
        if (result == DatagramEndpoint.SendResult.UNREACHABLE) {
            obey(lock.onUnreachable(now));
        }
        return taken;
    }
}
