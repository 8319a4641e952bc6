// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for whole pictures, FIR (RFC 5104 section 4.3.1). Immutable.
 *
 * @param sender who asks
 * @param requests whom, up to 31
 */
public record FullIntraRequest(Ssrc sender, List<Request> requests) implements RtcpPacket {
    static final int FORMAT = 4;

    private static final int REQUEST_BYTES = 8;
    private static final int MAXIMUM = 31;
    private static final Ssrc NO_MEDIA = new Ssrc(0);

    /**
     * Checks and copies the list.
     *
     * @param sender who asks
     * @param requests whom, up to 31
     * @throws IllegalArgumentException if there are more
     */
    public FullIntraRequest {
        if (requests.size() > MAXIMUM) {
            throw new IllegalArgumentException(requests.size() + " requests in one FIR");
        }
        requests = List.copyOf(requests);
    }

    /**
     * One request. Immutable.
     *
     * @param media who is to send a whole picture
     * @param number 0 to 255; the same for a request that is repeated, one more for another
     */
    public record Request(Ssrc media, int number) {
        /**
         * Checks the number.
         *
         * @param media who is to send a whole picture
         * @param number 0 to 255; the same for a request that is repeated, one more for another
         * @throws IllegalArgumentException if it is out of range
         */
        public Request {
            if (number < 0 || number > 255) {
                throw new IllegalArgumentException("FIR number " + number);
            }
        }
    }

    static boolean read(ByteBuffer in, int at, int end, List<RtcpPacket> packets) {
        int length = end - at - Feedback.FIXED_BYTES;
        if (length % REQUEST_BYTES != 0 || length / REQUEST_BYTES > MAXIMUM) {
            return false;
        }
        var requests = new ArrayList<Request>();
        for (int entry = at + Feedback.FIXED_BYTES; entry < end; entry += REQUEST_BYTES) {
            requests.add(new Request(new Ssrc(in.getInt(entry)), in.get(entry + 4) & 0xFF));
        }
        return packets.add(new FullIntraRequest(Feedback.sender(in, at), requests));
    }

    @Override
    public int packetType() {
        return Feedback.PAYLOAD_TYPE;
    }

    @Override
    public int lengthBytes() {
        return Feedback.FIXED_BYTES + REQUEST_BYTES * requests.size();
    }

    @Override
    public void writeTo(ByteBuffer to) {
        Feedback.writeTo(to, FORMAT, Feedback.PAYLOAD_TYPE, lengthBytes(), sender, NO_MEDIA);
        for (Request request : requests) {
            to.putInt(request.media().bits()).putInt(request.number() << 24);
        }
    }
}
