// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 6.4, RFC 4585 6.1: whom an RTCP packet concerns, at a glance")
class RtcpGlanceTest {
    /** What follows the SSRC in a report block. */
    private static final String BLOCK_REST = "00".repeat(20);

    private static final String SENDER_INFO = "00".repeat(20);

    private final RtcpGlance glance = new RtcpGlance();

    private boolean look(String hex) {
        byte[] bytes = HexFormat.of().parseHex("ffff" + hex.replace(" ", ""));
        return glance.look(ByteBuffer.wrap(bytes, 2, bytes.length - 2));
    }

    private List<Integer> subjects() {
        var subjects = new ArrayList<Integer>();
        for (int n = 0; n < glance.subjects(); n++) {
            subjects.add(glance.subject(n));
        }
        return subjects;
    }

    @Test
    @DisplayName("6.4.1: a sender report has 20 bytes of its own, and then its blocks")
    void senderReport() {
        assertTrue(look("82c80012 00000005" + SENDER_INFO + "00000101" + BLOCK_REST + "00000202" + BLOCK_REST));
        assertTrue(glance.isSenderReport());
        assertEquals(5, glance.sender());
        assertEquals(List.of(0x101, 0x202), subjects());
    }

    @Test
    @DisplayName("6.4.2: a receiver report's blocks come at once; one without any concerns nobody")
    void receiverReport() {
        assertTrue(look("81c90007 00000006 00000303" + BLOCK_REST));
        assertFalse(glance.isSenderReport());
        assertEquals(6, glance.sender());
        assertEquals(List.of(0x303), subjects());
        assertTrue(look("80c90001 00000007"));
        assertEquals(7, glance.sender());
        assertEquals(List.of(), subjects());
    }

    @Test
    @DisplayName("what a block count claims beyond the packet, or beyond the datagram, is not looked at")
    void claimsTooMuch() {
        assertTrue(look("9fc90007 00000006 00000303" + BLOCK_REST));
        assertEquals(List.of(0x303), subjects());
        assertTrue(look("82c90007 00000006 00000303" + BLOCK_REST + "00000404" + BLOCK_REST));
        assertEquals(List.of(0x303), subjects(), "the second is of the next packet");
        assertTrue(look("82c9000d 00000006 00000303" + BLOCK_REST + "00000404" + BLOCK_REST.substring(2)));
        assertEquals(List.of(0x303), subjects(), "an octet is missing");
        assertTrue(look("82c9ffff 00000006 00000303" + BLOCK_REST + "00000404" + BLOCK_REST));
        assertEquals(List.of(0x303, 0x404), subjects(), "a length of more than 32,767 words is no negative one");
        assertTrue(look("81c80007 00000006 00000303" + BLOCK_REST));
        assertEquals(List.of(), subjects(), "a sender report shorter than its own part");
        assertTrue(look("81c90000 00000006 00000303" + BLOCK_REST));
        assertEquals(List.of(), subjects(), "a length that has no room for the sender");
    }

    @Test
    @DisplayName("RFC 4585 6.1: feedback concerns the stream it names, whatever its kind")
    void feedback() {
        for (String type : List.of("cd", "ce")) {
            assertTrue(look("81" + type + "0002 00000006 00000505"));
            assertFalse(glance.isSenderReport());
            assertEquals(6, glance.sender());
            assertEquals(List.of(0x505), subjects());
        }
        assertTrue(look("8fcd0003 00000006 00000505 00000606"));
        assertEquals(List.of(0x505), subjects());
        assertTrue(look("81cd0001 00000006 00000505"));
        assertEquals(List.of(), subjects(), "too short to name one");
    }

    @Test
    @DisplayName("any other packet concerns nobody but its sender")
    void other() {
        assertTrue(look("81cb0002 00000008 00000009"));
        assertFalse(glance.isSenderReport());
        assertEquals(8, glance.sender());
        assertEquals(List.of(), subjects());
    }

    @Test
    @DisplayName("shorter than a header and a sender, of another version or type, it is no RTCP")
    void none() {
        assertFalse(look("80c90001 000000"));
        assertFalse(look("40c90001 00000006"));
        assertFalse(look("c0c90001 00000006"));
        assertFalse(look("00c90001 00000006"));
        assertFalse(look("80000001 00000006"));
        assertTrue(look("a0c90001 00000006"));
    }
}
