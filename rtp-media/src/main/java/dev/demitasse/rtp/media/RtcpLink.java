// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.AudioSender;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.ReceptionCounters;
import dev.demitasse.rtp.media.internal.RtcpMembers;
import dev.demitasse.rtp.media.internal.RtcpReporter;
import dev.demitasse.rtp.media.internal.RtcpSchedule;
import dev.demitasse.rtp.media.internal.SendCounters;
import dev.demitasse.rtp.media.internal.SourceLock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A session's RTCP: when, to whom, from whom. Confined to the media loop. */
final class RtcpLink {
    /** IPv4 and UDP headers, which count (RFC 3550 section 6.2). */
    private static final int LOWER_HEADER_BYTES = 28;

    private static final int MAXIMUM_BYTES = 1024;

    private final RtpPorts ports;
    private final SourceLock lock;
    private final RtcpReporter reporter;
    private final RtcpSchedule schedule;
    private final SendCounters sent;
    private final AudioReceiver receiver;
    private final ReceptionCounters received;
    private final LoopBuffers buffers;
    private final Retransmission retransmission;
    private RtpParameters parameters;
    private Optional<InetSocketAddress> heardFrom = Optional.empty();
    private final RtcpMembers members = new RtcpMembers();
    private long packetsKnown;

    RtcpLink(
            RtpSessionBuilder from,
            SourceLock lock,
            RandomGenerator random,
            SendCounters sent,
            AudioReceiver receiver,
            Retransmission retransmission,
            LoopBuffers buffers) {
        this.ports = from.ports;
        this.lock = lock;
        String cname = from.cname.isEmpty() ? Long.toHexString(random.nextLong()) : from.cname;
        this.reporter = new RtcpReporter(cname, from.network.wallTime(), from.network.now());
        this.schedule = new RtcpSchedule(random, from.rtcpInterval);
        this.sent = sent;
        this.receiver = receiver;
        this.received = receiver.reception();
        this.retransmission = retransmission;
        this.buffers = buffers;
        update(from.parameters);
    }

    void start(long now) {
        schedule.start(now);
    }

    void update(RtpParameters next) {
        parameters = next;
        heardFrom = Optional.empty();
        reporter.mid(next.mid().map(MidExtension::mid));
        reporter.metrics(next.extendedReports() ? this::metrics : Optional::empty);
    }

    private Optional<VoipMetrics> metrics() {
        return received.hasSource() ? Optional.of(MetricsReport.of(receiver, reporter, parameters)) : Optional.empty();
    }

    RtcpReporter reporter() {
        return reporter;
    }

    /** Sends a report if it is time. */
    void onTimeout(AudioSender sender, int rtpTimestamp, long now) {
        if (now < schedule.nextDeadline()) {
            return;
        }
        if (received.packets() != packetsKnown) {
            packetsKnown = received.packets();
            members.onRtp(received.ssrc(), now);
        }
        members.expire(schedule.receiverIntervalNanos(), now);
        boolean sending = reporter.hasSentOfLate(sent);
        schedule.onMembers(1 + members.count(), (sending ? 1 : 0) + members.senders(), sending);
        if (schedule.onTimeout(now)) {
            int length = send(sender, rtpTimestamp, false, now);
            schedule.onSent(length + LOWER_HEADER_BYTES, now);
        }
    }

    /** A source is heard, or the same from elsewhere. */
    void onSource(int ssrcBits) {
        reporter.onSource(new Ssrc(ssrcBits));
    }

    /** The next time at which {@link #onTimeout} has something to do. */
    long nextDeadline() {
        return schedule.nextDeadline();
    }

    /** Says good-bye for our source, and begins another (RFC 3550 section 8.2). */
    void changeSource(AudioSender sender, int rtpTimestamp, int nextSsrcBits, long now) {
        if (sent.packets() > 0 || reporter.hasReported()) {
            send(sender, rtpTimestamp, true, now);
        }
        sender.changeSsrc(nextSsrcBits);
        retransmission.clear();
        reporter.onSourceChanged(sent);
    }

    /** Says good-bye, unless we have never sent anything (RFC 3550 section 6.3.7). */
    void leave(AudioSender sender, int rtpTimestamp, long now) {
        schedule.leave();
        if (sent.packets() > 0 || reporter.hasReported()) {
            send(sender, rtpTimestamp, true, now);
        }
    }

    private int send(AudioSender sender, int rtpTimestamp, boolean leaving, long now) {
        ByteBuffer buffer = buffers.packet(MAXIMUM_BYTES);
        for (RtcpPacket packet :
                reporter.compose(new Ssrc(sender.ssrc()), sent, rtpTimestamp, received, leaving, now)) {
            packet.writeTo(buffer);
        }
        buffer.flip();
        int length = buffer.remaining();
        Optional<InetSocketAddress> target = parameters.rtcpMux() ? lock.target() : heardFrom.or(this::expectedTarget);
        target.ifPresent(address -> (parameters.rtcpMux() ? ports.rtp() : ports.rtcp()).send(buffer, address));
        return length;
    }

    /** As signalled; for a peer whose RTP comes from elsewhere, the port after that one. */
    private Optional<InetSocketAddress> expectedTarget() {
        Optional<InetSocketAddress> target = lock.target();
        if (target.equals(parameters.remote())) {
            return parameters.remoteRtcp();
        }
        return target.filter(address -> address.getPort() < 65_535)
                .map(address -> new InetSocketAddress(address.getAddress(), address.getPort() + 1));
    }

    /** Takes a compound packet; only from a host we hear or were told of. */
    PacketResult onDatagram(
            ByteBuffer datagram, InetSocketAddress from, AudioSender sender, RtpListener listener, long now) {
        if (!isExpected(from.getAddress())) {
            return PacketResult.FOREIGN_SOURCE;
        }
        List<RtcpPacket> packets = new ArrayList<>(4);
        RtcpReader.Result read = parameters.rtcpReducedSize()
                ? RtcpReader.readReducedSize(datagram, packets)
                : RtcpReader.read(datagram, packets);
        if (read != RtcpReader.Result.VALID) {
            return PacketResult.BAD_RTCP;
        }
        schedule.onReceived(datagram.remaining() + LOWER_HEADER_BYTES);
        Ssrc ours = new Ssrc(sender.ssrc());
        if (packets.stream().anyMatch(packet -> isOf(packet, ours))) {
            receiver.onOurSsrc(from);
        }
        Ssrc remote = new Ssrc(received.ssrc());
        if (!received.hasSource() || reporterOf(packets.get(0)).equals(Optional.of(remote))) {
            heardFrom = Optional.of(from);
        }
        Ssrc local = new Ssrc(sender.ssrc());
        for (RtcpPacket packet : packets) {
            reporterOf(packet).ifPresent(source -> members.onRtcp(source.bits(), now));
            reporter.onPacket(packet, local, remote, now);
            if (packet instanceof Goodbye goodbye) {
                onGoodbye(goodbye, remote, listener, now);
            } else if (packet instanceof GenericNack nack && maySendAgain(nack, local)) {
                retransmission.onNack(nack);
            }
        }
        tell(listener, now);
        return PacketResult.RTCP;
    }

    /** On hold nothing is sent, so nothing is sent again either. */
    private boolean maySendAgain(GenericNack nack, Ssrc local) {
        return parameters.direction().sends() && nack.media().equals(local);
    }

    /** Tells what the peer says of our stream: when all of a compound packet is taken, for its parts belong together. */
    private void tell(RtpListener listener, long now) {
        if (reporter.pollMetrics()) {
            reporter.remoteMetrics().ifPresent(metrics -> listener.onVoipMetrics(metrics, now));
        }
        if (reporter.pollReport()) {
            StatisticsReport.remote(reporter, parameters)
                    .ifPresent(report -> listener.onReport(report, StatisticsReport.roundTrip(reporter), now));
        }
    }

    private void onGoodbye(Goodbye goodbye, Ssrc remote, RtpListener listener, long now) {
        goodbye.sources().forEach(source -> members.onGoodbye(source.bits()));
        schedule.onGoodbye(now, 1 + members.count());
        if (received.hasSource() && goodbye.sources().contains(remote)) {
            packetsKnown = received.packets();
            listener.onGoodbye(remote, now);
        }
    }

    private static Optional<Ssrc> reporterOf(RtcpPacket packet) {
        if (packet instanceof SenderReport report) {
            return Optional.of(report.sender());
        }
        return packet instanceof ReceiverReport report ? Optional.of(report.sender()) : Optional.empty();
    }

    /** Whether a source reports or describes itself, so that its SSRC is in use (RFC 3550 section 8.2). */
    private static boolean isOf(RtcpPacket packet, Ssrc source) {
        return reporterOf(packet).equals(Optional.of(source))
                || packet instanceof SourceDescription description
                        && description.chunks().stream()
                                .anyMatch(chunk -> chunk.source().equals(source));
    }

    private boolean isExpected(InetAddress host) {
        return isHost(lock.source(), host) || isHost(parameters.remote(), host) || isHost(parameters.namedRtcp(), host);
    }

    private static boolean isHost(Optional<InetSocketAddress> address, InetAddress host) {
        return address.isPresent() && address.get().getAddress().equals(host);
    }
}
