// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a compound RTCP packet (RFC 3550 section 6.1), strictly: the checks of appendix A.2 hold, or nothing of it counts.
 * Has no state.
 */
public final class RtcpReader {
    /** What {@link #read} says. */
    public enum Result {
        /** A compound packet. */
        VALID,
        /** Not version 2 throughout, or not RTCP. */
        NOT_RTCP,
        /** Does not begin with a report, or that has padding. */
        NO_REPORT_FIRST,
        /** The lengths of the packets do not add up to that of the datagram. */
        WRONG_LENGTH,
        /** A packet is shorter than its counts and lengths say. */
        MALFORMED,
        /** Padding in a packet that is not the last, or of a wrong length. */
        BAD_PADDING
    }

    private static final int PADDING = 0b00_1_00000;
    private static final int VERSION_MASK = 0b11_0_00000;
    private static final int VERSION_2 = 0b10_0_00000;

    private RtcpReader() {}

    /**
     * Reads a compound packet.
     *
     * @param datagram bytes from position to limit, not consumed
     * @param into takes its packets in order; left as it is if the compound packet is not valid
     * @return whether it is valid, or else what is wrong
     */
    public static Result read(ByteBuffer datagram, List<? super RtcpPacket> into) {
        return read(datagram, into, true);
    }

    /**
     * Reads a packet that need not begin with a report, where both sides have agreed on it ({@code a=rtcp-rsize}, RFC 5506).
     *
     * @param datagram bytes from position to limit, not consumed
     * @param into takes its packets in order; left as it is if the packet is not valid
     * @return whether it is valid, or else what is wrong
     */
    public static Result readReducedSize(ByteBuffer datagram, List<? super RtcpPacket> into) {
        return read(datagram, into, false);
    }

    private static Result read(ByteBuffer datagram, List<? super RtcpPacket> into, boolean reportFirst) {
        var packets = new ArrayList<RtcpPacket>(4);
        int at = datagram.position();
        int end = datagram.limit();
        while (at < end) {
            Result header = checkHeader(datagram, at, end, packets.isEmpty(), reportFirst);
            if (header != Result.VALID) {
                return header;
            }
            int length = lengthBytes(datagram, at);
            int padding = 0;
            if ((datagram.get(at) & PADDING) != 0) {
                padding = datagram.get(at + length - 1) & 0xFF;
                if (at + length != end
                        || padding == 0
                        || padding % 4 != 0
                        || padding > length - RtcpPacket.HEADER_BYTES) {
                    return Result.BAD_PADDING;
                }
            }
            if (!readPacket(datagram, at, at + length - padding, packets)) {
                return Result.MALFORMED;
            }
            at += length;
        }
        if (packets.isEmpty()) {
            return Result.NOT_RTCP;
        }
        into.addAll(packets);
        return Result.VALID;
    }

    private static Result checkHeader(ByteBuffer in, int at, int end, boolean first, boolean reportFirst) {
        if (end - at < RtcpPacket.HEADER_BYTES) {
            return first ? Result.NOT_RTCP : Result.WRONG_LENGTH;
        }
        int type = in.get(at + 1) & 0xFF;
        if ((in.get(at) & VERSION_MASK) != VERSION_2 || type < 192 || type > 223) {
            return Result.NOT_RTCP;
        }
        boolean report = type == SenderReport.TYPE || type == ReceiverReport.TYPE;
        if (first && reportFirst && (!report || (in.get(at) & PADDING) != 0)) {
            return Result.NO_REPORT_FIRST;
        }
        return lengthBytes(in, at) > end - at ? Result.WRONG_LENGTH : Result.VALID;
    }

    private static int lengthBytes(ByteBuffer in, int at) {
        return 4 * ((in.getShort(at + 2) & 0xFFFF) + 1);
    }

    private static boolean readPacket(ByteBuffer in, int at, int end, List<RtcpPacket> packets) {
        int count = in.get(at) & 0x1F;
        int type = in.get(at + 1) & 0xFF;
        return switch (type) {
            case SenderReport.TYPE -> readSenderReport(in, at, end, count, packets);
            case ReceiverReport.TYPE -> readReceiverReport(in, at, end, count, packets);
            case SourceDescription.TYPE -> readDescription(in, at + RtcpPacket.HEADER_BYTES, end, count, packets);
            case Goodbye.TYPE -> readGoodbye(in, at, end, count, packets);
            case Application.TYPE -> Application.read(in, at, end, count, packets);
            case Feedback.TRANSPORT_TYPE -> Feedback.readTransport(in, at, end, count, packets);
            case Feedback.PAYLOAD_TYPE -> Feedback.readPayload(in, at, end, count, packets);
            case ExtendedReport.TYPE -> ExtendedReport.read(in, at, end, packets);
            default -> packets.add(new OtherRtcpPacket(type, count, end - at));
        };
    }

    private static boolean readSenderReport(ByteBuffer in, int at, int end, int count, List<RtcpPacket> packets) {
        return end - at >= SenderReport.FIXED_BYTES + count * ReportBlock.BYTES
                && packets.add(new SenderReport(
                        new Ssrc(in.getInt(at + 4)),
                        new NtpTimestamp(in.getLong(at + 8)),
                        in.getInt(at + 16),
                        in.getInt(at + 20),
                        in.getInt(at + 24),
                        ReportBlock.read(in, at + SenderReport.FIXED_BYTES, count)));
    }

    private static boolean readReceiverReport(ByteBuffer in, int at, int end, int count, List<RtcpPacket> packets) {
        return end - at >= ReceiverReport.FIXED_BYTES + count * ReportBlock.BYTES
                && packets.add(new ReceiverReport(
                        new Ssrc(in.getInt(at + 4)), ReportBlock.read(in, at + ReceiverReport.FIXED_BYTES, count)));
    }

    private static boolean readGoodbye(ByteBuffer in, int at, int end, int count, List<RtcpPacket> packets) {
        int text = at + RtcpPacket.HEADER_BYTES + 4 * count;
        if (text > end) {
            return false;
        }
        var sources = new ArrayList<Ssrc>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new Ssrc(in.getInt(at + RtcpPacket.HEADER_BYTES + 4 * i)));
        }
        int length = text < end ? in.get(text) & 0xFF : 0;
        if (text + length >= end && length > 0) {
            return false;
        }
        return packets.add(new Goodbye(sources, boundedText(in, text + 1, length)));
    }

    private static boolean readDescription(ByteBuffer in, int from, int end, int count, List<RtcpPacket> packets) {
        var chunks = new ArrayList<SourceDescription.Chunk>(count);
        int at = from;
        for (int i = 0; i < count; i++) {
            if (end - at < 8) {
                return false;
            }
            Ssrc source = new Ssrc(in.getInt(at));
            var items = new ArrayList<SourceDescription.Item>(1);
            int item = at + 4;
            while (item < end && in.get(item) != 0) {
                if (end - item < 2 || end - item - 2 < (in.get(item + 1) & 0xFF)) {
                    return false;
                }
                int length = in.get(item + 1) & 0xFF;
                items.add(new SourceDescription.Item(in.get(item) & 0xFF, boundedText(in, item + 2, length)));
                item += 2 + length;
            }
            if (item >= end) {
                return false;
            }
            at += (item - at & ~3) + 4;
            chunks.add(new SourceDescription.Chunk(source, items));
        }
        return packets.add(new SourceDescription(chunks));
    }

    /** Text that is no UTF-8 is taken as Latin-1, and cut so that it is no longer in UTF-8 than a length byte can say. */
    private static String boundedText(ByteBuffer in, int at, int length) {
        if (length == 0) {
            return "";
        }
        byte[] bytes = new byte[length];
        in.get(at, bytes, 0, length);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.getBytes(StandardCharsets.UTF_8).length <= 255 ? text : text.substring(0, 127);
    }
}
