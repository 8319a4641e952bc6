// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("each quirk is read, and what is written is by the RFC")
class SdpQuirkTest {
    private static final List<String> STRICT =
            List.of("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=x", "c=IN IP4 192.0.2.1", "t=0 0", "m=audio 0 RTP/AVP 0", "");

    @ParameterizedTest
    @EnumSource
    void tolerated(SdpQuirk quirk) throws SdpParseException {
        String strict = String.join("\r\n", STRICT);
        String received = switch (quirk) {
            case LINES_OUT_OF_ORDER -> swap(3, 4);
            case NO_SESSION_NAME -> strict.replace("s=x\r\n", "");
            case NO_TIMING -> strict.replace("t=0 0\r\n", "");
            case TRAILING_EMPTY_LINES -> strict + "\r\n\n\r\n";
            case TRAILING_SPACE ->
                strict.replace("192.0.2.1\r\n", "192.0.2.1 \r\n")
                        .replace("t=0 0", "t=0 0 ")
                        .replace("AVP 0", "AVP 0  ");
            case REJECTED_WITHOUT_FORMATS -> strict.replace("AVP 0", "AVP");
        };
        String expected = switch (quirk) {
            case NO_SESSION_NAME -> strict.replace("s=x", "s=");
            case REJECTED_WITHOUT_FORMATS -> strict.replace("AVP 0", "AVP");
            default -> strict;
        };
        assertEquals(expected, SdpParser.create().parse(received).toString());
    }

    @Test
    @DisplayName("LINES_OUT_OF_ORDER: the lines of a media description in any order, written in that of section 5")
    void mediaLinesOutOfOrder() throws SdpParseException {
        String before = String.join("\r\n", STRICT).replace("audio 0", "audio 4000");
        List<String> lines = List.of("i=x", "c=IN IP4 192.0.2.2", "b=AS:64", "k=prompt", "a=sendonly");
        for (int first = 0; first < lines.size(); first++) {
            List<String> turned = new ArrayList<>(lines);
            Collections.rotate(turned, first);
            Collections.reverse(turned);
            String received = before + String.join("\r\n", turned) + "\r\n";
            assertEquals(
                    before + String.join("\r\n", lines) + "\r\n",
                    SdpParser.create().parse(received).toString());
        }
    }

    private static String swap(int one, int other) {
        String[] lines = STRICT.toArray(new String[0]);
        String line = lines[one];
        lines[one] = lines[other];
        lines[other] = line;
        return String.join("\r\n", Arrays.asList(lines));
    }
}
