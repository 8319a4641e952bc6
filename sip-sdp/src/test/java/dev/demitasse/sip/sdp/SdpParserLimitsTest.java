// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("each limit refuses what is one beyond it and accepts what just fits")
class SdpParserLimitsTest {
    private static final String TEXT = Sdp.crlf("""
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=-
            t=0 0
            m=audio 1 RTP/AVP 0 8 9
            m=video 1 RTP/AVP 31
            """);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "maxBytes,89,24,6,2,3",
        "maxLineBytes,90,23,6,2,3",
        "maxLines,90,24,5,2,3",
        "maxMedia,90,24,6,1,3",
        "maxFormats,90,24,6,2,2"
    })
    void limit(String rule, int bytes, int lineBytes, int lines, int media, int formats) {
        var limits = new SdpParserLimits(bytes, lineBytes, lines, media, formats);
        var parser = SdpParser.create(limits);
        var e = assertThrows(SdpParseException.class, () -> parser.parse(TEXT));
        assertEquals(rule, e.rule());
        assertEquals(400, e.suggestedStatus());
    }

    @Test
    void fits() throws SdpParseException {
        var limits = new SdpParserLimits(TEXT.length(), 24, 6, 2, 3);
        assertEquals(TEXT, SdpParser.create(limits).parse(TEXT).toString());
    }

    @Test
    void limitsArePositive() {
        assertThrows(IllegalArgumentException.class, () -> new SdpParserLimits(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SdpParserLimits(1, 1, 1, 1, 0));
    }
}
