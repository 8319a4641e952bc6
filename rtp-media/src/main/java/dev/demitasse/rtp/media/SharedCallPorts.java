// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramCounters;
import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.rtp.media.internal.SharedCall;
import dev.demitasse.rtp.media.internal.SharedDemux;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;

/**
 * One call's part of shared ports. To its session it looks like two sockets of its own; to be connected means here that the
 * shared ports know which source is the call's. Nothing is ever unreachable: a socket that is not connected hears of no closed port.
 */
final class SharedCallPorts extends RtpPorts {
    private final SharedRtpPorts shared;
    private final SharedDemux demux;
    private final Lane rtp;
    private final Lane rtcp;
    private final SharedCall call;

    SharedCallPorts(SharedRtpPorts shared, EventLoop loop, PortPair pair, SharedDemux demux, int number) {
        super(loop, number % RtpEngine.PHASES);
        this.shared = shared;
        this.demux = demux;
        rtp = new Lane(pair.rtp());
        rtcp = new Lane(pair.rtcp());
        call = new SharedCall(new Inlets(), number);
    }

    @Override
    DatagramEndpoint rtp() {
        return rtp;
    }

    @Override
    DatagramEndpoint rtcp() {
        return rtcp;
    }

    @Override
    void attach(DatagramHandler onRtp, DatagramHandler onRtcp) {
        rtp.inlet.target = onRtp;
        rtcp.inlet.target = onRtcp;
    }

    @Override
    void expect(RtpParameters parameters, int ssrcBits) {
        Optional<Ssrc> ssrc = parameters.remoteSsrc();
        demux.expect(
                call,
                new SharedDemux.Expected(
                        parameters.remote(),
                        parameters.remoteRtcp(),
                        ssrc.isPresent() ? OptionalInt.of(ssrc.get().bits()) : OptionalInt.empty(),
                        parameters.direction().receives(),
                        ssrcBits));
    }

    @Override
    void sendAs(int ssrcBits) {
        demux.sendAs(call, ssrcBits);
    }

    @Override
    void hear(InetSocketAddress from, int ssrcBits) {
        demux.hear(call, from, ssrcBits);
    }

    @Override
    void onClosed() {
        if (loop().inLoop()) {
            remove();
            return;
        }
        try {
            loop().execute(this::remove);
        } catch (RejectedExecutionException loopClosed) {
            // Its sockets are closed with it.
        }
    }

    private void remove() {
        demux.remove(call, loop().now());
        shared.onCallClosed();
    }

    /** What the shared ports have for this call. */
    private final class Inlets implements SharedCall.Sink {
        @Override
        public void onRtp(ByteBuffer payload, InetSocketAddress from, long now) {
            rtp.onDatagram(payload, from, now);
        }

        @Override
        public void onRtcp(ByteBuffer payload, InetSocketAddress from, long now) {
            rtcp.onDatagram(payload, from, now);
        }
    }

    /** This call's part of one of the two sockets. */
    private final class Lane implements DatagramEndpoint {
        private final DatagramEndpoint socket;
        private final Inlet inlet = new Inlet();
        private Optional<InetSocketAddress> peer = Optional.empty();
        private volatile boolean closed;
        private long received;
        private long sent;
        private long unsent;

        Lane(DatagramEndpoint socket) {
            this.socket = socket;
        }

        void onDatagram(ByteBuffer payload, InetSocketAddress from, long now) {
            if (!closed) {
                received++;
                inlet.onDatagram(this, payload, from, now);
            }
        }

        @Override
        public InetSocketAddress localAddress() {
            return socket.localAddress();
        }

        @Override
        public SendResult send(ByteBuffer payload, InetSocketAddress to) {
            if (closed) {
                return counted(SendResult.CLOSED);
            }
            return counted(peer.isPresent() && !peer.get().equals(to) ? SendResult.FAILED : socket.send(payload, to));
        }

        @Override
        public SendResult send(ByteBuffer payload) {
            return send(
                    payload,
                    peer.orElseThrow(
                            () -> new IllegalStateException("send(payload) on an endpoint that is not connected")));
        }

        private SendResult counted(SendResult result) {
            if (result == SendResult.SENT) {
                sent++;
            } else {
                unsent++;
            }
            return result;
        }

        @Override
        public void connect(InetSocketAddress remote) {
            peer = Optional.of(remote);
            if (this == rtp) {
                demux.lock(call, remote);
            }
        }

        @Override
        public void disconnect() {
            if (peer.isPresent()) {
                peer = Optional.empty();
                if (this == rtp) {
                    demux.open(call);
                }
            }
        }

        @Override
        public Optional<InetSocketAddress> peer() {
            return peer;
        }

        @Override
        public DatagramCounters counters() {
            return new DatagramCounters(received, sent, unsent, 0);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
