// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** A call on a demultiplexer, which counts what it is given. */
final class DemuxCall implements SharedCall.Sink {
    final SharedCall call;
    final int ours;
    int rtp;
    int rtcp;

    DemuxCall(int number) {
        call = new SharedCall(this, number);
        ours = 0x0500_0000 + number;
    }

    @Override
    public void onRtp(ByteBuffer payload, InetSocketAddress from, long now) {
        rtp++;
    }

    @Override
    public void onRtcp(ByteBuffer payload, InetSocketAddress from, long now) {
        rtcp++;
    }

    SharedDemux.Expected expecting(Optional<InetSocketAddress> remote) {
        return new SharedDemux.Expected(
                remote,
                remote.map(address -> address(host(address), address.getPort() + 1)),
                OptionalInt.empty(),
                true,
                ours);
    }

    private static int host(InetSocketAddress address) {
        return address.getAddress().getAddress()[3];
    }

    static InetSocketAddress address(int host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), port);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static ByteBuffer packet(int ssrc) {
        ByteBuffer bytes = ByteBuffer.allocate(172);
        RtpPacket.writeHeader(bytes, 0, false, 1, 160, ssrc);
        return bytes.position(0);
    }

    /** A report of a type, with a block on each of some streams. */
    static ByteBuffer report(int type, int sender, int... subjects) {
        int fixed = type == 200 ? 28 : 8;
        ByteBuffer bytes = ByteBuffer.allocate(fixed + 24 * subjects.length);
        bytes.put((byte) (0b10_000000 | subjects.length)).put((byte) type);
        bytes.putShort((short) (bytes.capacity() / 4 - 1)).putInt(sender);
        for (int i = 0; i < subjects.length; i++) {
            bytes.putInt(fixed + 24 * i, subjects[i]);
        }
        return bytes.position(0);
    }
}
