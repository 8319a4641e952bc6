// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.message.LenientQuirk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A rejected message for people")
class MessageViewTest {
    @ParameterizedTest
    @CsvSource({
        "ab, 2",
        "\u00e9, 1",
        "\u65e5\u672c, 4", // ideographs
        "\uff01, 2", // a fullwidth exclamation mark
        "\uff76, 1", // a halfwidth Kana
        "\ud55c\u1100, 4", // a Hangul syllable, and a consonant
        "\ud83d\udcde, 2", // a telephone receiver
        "\ud840\udc00, 2", // an ideograph of plane 2
        "e\u0301\u20dd, 1", // with an accent and a circle
        "\u0301, 0",
        "\u200b, 1" // a format character, shown as a question mark
    })
    @DisplayName("regression: behind wide and combining characters the caret stood elsewhere")
    void caret(String name, int columns) {
        byte[] bytes = ("OPTIONS sip:h SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nFrom: \"" + name + "\" <<sip:a@h>\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        var written = new StringWriter();
        new MessageView(new Output(new PrintWriter(written), 0), false)
                .show(new TolerantParser(EnumSet.allOf(LenientQuirk.class)).parse(MessagePlace.whole("a"), bytes));
        List<String> lines = written.toString().lines().toList();
        assertEquals(
                "  line 3 | From: \"".length() + columns + "\" <".length(),
                lines.get(2).indexOf('^'),
                lines::toString);
    }
}
