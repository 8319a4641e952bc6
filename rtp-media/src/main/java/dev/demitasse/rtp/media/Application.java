// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A packet whose meaning an application defines, APP (RFC 3550 section 6.7). Immutable. */
public final class Application implements RtcpPacket {
    static final int TYPE = 204;

    private static final int FIXED_BYTES = HEADER_BYTES + 8;
    private static final int NAME_BYTES = 4;
    private static final int MAXIMUM_DATA_BYTES = 65_536;

    private final int subtype;
    private final Ssrc source;
    private final String name;
    private final byte[] data;

    private Application(int subtype, Ssrc source, String name, byte[] data) {
        this.subtype = subtype;
        this.source = source;
        this.name = name;
        this.data = data;
    }

    /**
     * Makes a packet.
     *
     * @param subtype 0 to 31
     * @param source who sends it
     * @param name four characters of ASCII
     * @param data up to 65,536 bytes, a multiple of four; copied
     * @return the packet
     * @throws IllegalArgumentException if one is out of range
     */
    public static Application of(int subtype, Ssrc source, String name, byte... data) {
        if (subtype < 0 || subtype > 31 || data.length % 4 != 0 || data.length > MAXIMUM_DATA_BYTES) {
            throw new IllegalArgumentException("APP subtype " + subtype + ", " + data.length + " bytes");
        }
        if (name.length() != NAME_BYTES || !name.chars().allMatch(c -> c < 128)) {
            throw new IllegalArgumentException("APP name of " + name.length() + " characters, or not ASCII");
        }
        return new Application(subtype, Objects.requireNonNull(source, "source"), name, data.clone());
    }

    static boolean read(ByteBuffer in, int at, int end, int count, List<RtcpPacket> packets) {
        if (end - at < FIXED_BYTES) {
            return false;
        }
        byte[] name = new byte[NAME_BYTES];
        in.get(at + HEADER_BYTES + 4, name);
        byte[] data = new byte[end - at - FIXED_BYTES];
        in.get(at + FIXED_BYTES, data);
        Ssrc source = new Ssrc(in.getInt(at + HEADER_BYTES));
        return packets.add(new Application(count, source, new String(name, StandardCharsets.ISO_8859_1), data));
    }

    /**
     * Gives the subtype.
     *
     * @return 0 to 31
     */
    public int subtype() {
        return subtype;
    }

    /**
     * Says who sends it.
     *
     * @return the source
     */
    public Ssrc source() {
        return source;
    }

    /**
     * Gives the name that says whose the meaning is.
     *
     * @return four characters
     */
    public String name() {
        return name;
    }

    /**
     * Gives the data.
     *
     * @return a copy
     */
    public byte[] data() {
        return data.clone();
    }

    @Override
    public int packetType() {
        return TYPE;
    }

    @Override
    public int lengthBytes() {
        return FIXED_BYTES + data.length;
    }

    @Override
    public void writeTo(ByteBuffer to) {
        RtcpPacket.writeHeader(to, subtype, TYPE, lengthBytes());
        to.putInt(source.bits()).put(name.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Application that
                && subtype == that.subtype
                && source.equals(that.source)
                && name.equals(that.name)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subtype, source, name, Arrays.hashCode(data));
    }

    @Override
    public String toString() {
        return "APP " + name + '/' + subtype + " of " + source + ", " + data.length + " bytes";
    }
}
