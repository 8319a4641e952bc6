// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A source description, SDES (RFC 3550 section 6.5). Immutable.
 *
 * @param chunks one for each source, up to 31
 */
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
    static final int TYPE = 202;

    /** The item type of the canonical name. */
    public static final int CNAME = 1;

    /** The item type of the stream's name in its bundle: RFC 9143 section 15.1. */
    public static final int MID = 15;

    private static final int MAXIMUM_CHUNKS = 31;

    /**
     * Checks and copies the list.
     *
     * @param chunks one for each source, up to 31
     * @throws IllegalArgumentException if there are more
     */
    public SourceDescription {
        if (chunks.size() > MAXIMUM_CHUNKS) {
            throw new IllegalArgumentException(chunks.size() + " chunks in one packet");
        }
        chunks = List.copyOf(chunks);
    }

    /**
     * What is said of one source. Immutable.
     *
     * @param source the source
     * @param items in their order
     */
    public record Chunk(Ssrc source, List<Item> items) {
        /**
         * Copies the list.
         *
         * @param source the source
         * @param items in their order
         */
        public Chunk {
            items = List.copyOf(items);
        }

        int lengthBytes() {
            int length = 4 + 1;
            for (Item item : items) {
                length += 2 + item.bytes().length;
            }
            return length + 3 & ~3;
        }
    }

    /**
     * One thing said of a source. Immutable.
     *
     * @param type {@link #CNAME} or another, 1 to 255
     * @param text up to 255 bytes of UTF-8
     */
    public record Item(int type, String text) {
        /**
         * Checks the fields.
         *
         * @param type {@link #CNAME} or another, 1 to 255
         * @param text up to 255 bytes of UTF-8
         * @throws IllegalArgumentException if one is out of range
         */
        public Item {
            if (type < 1 || type > 255 || text.getBytes(StandardCharsets.UTF_8).length > 255) {
                throw new IllegalArgumentException("SDES item " + type + " of " + text.length() + " characters");
            }
        }

        private byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Makes a description of one source by its canonical name.
     *
     * @param source the source
     * @param cname up to 255 bytes of UTF-8
     * @return the description
     * @throws IllegalArgumentException if the name is longer
     */
    public static SourceDescription ofCname(Ssrc source, String cname) {
        return new SourceDescription(List.of(new Chunk(source, List.of(new Item(CNAME, cname)))));
    }

    /**
     * Finds the canonical name of a source.
     *
     * @param source the source
     * @return its name, if it is said
     */
    public Optional<String> cname(Ssrc source) {
        return chunks.stream()
                .filter(chunk -> chunk.source().equals(source))
                .flatMap(chunk -> chunk.items().stream())
                .filter(item -> item.type() == CNAME)
                .map(Item::text)
                .findFirst();
    }

    @Override
    public int packetType() {
        return TYPE;
    }

    @Override
    public int lengthBytes() {
        return HEADER_BYTES + chunks.stream().mapToInt(Chunk::lengthBytes).sum();
    }

    @Override
    public void writeTo(ByteBuffer to) {
        RtcpPacket.writeHeader(to, chunks.size(), TYPE, lengthBytes());
        for (Chunk chunk : chunks) {
            int end = to.position() + chunk.lengthBytes();
            to.putInt(chunk.source().bits());
            for (Item item : chunk.items()) {
                byte[] text = item.bytes();
                to.put((byte) item.type()).put((byte) text.length).put(text);
            }
            while (to.position() < end) {
                to.put((byte) 0);
            }
        }
    }
}
