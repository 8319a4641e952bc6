// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("lines for people, one of them live on a terminal")
class OutputTest {
    private final StringWriter text = new StringWriter();

    @Test
    @DisplayName("off a terminal a live line is a line")
    void plain() {
        Output out = output(0);
        out.live("1 s");
        out.live("2 s");
        out.endLive();
        assertEquals("1 s\n2 s\n", text());
    }

    @Test
    @DisplayName("on a terminal it is written over, and other lines take its place")
    void live() {
        Output out = output(80);
        out.live("long text");
        out.live("short");
        out.line("a line");
        out.live("again");
        out.endLive();
        out.endLive();
        assertEquals("\rlong text\rshort    \r     \ra line\n\ragain\n", text());
    }

    @Test
    @DisplayName("a live line that is wider than the terminal is cut: one that wraps can't be written over")
    void narrow() {
        Output out = output(10);
        out.live("0123456789ab");
        out.live("x");
        out.endLive();
        assertEquals("\r012345678\rx        \n", text());
    }

    @Test
    @DisplayName("what a peer sent can't move the cursor, colour the screen or turn the text around")
    void controls() {
        Output out = output(0);
        out.line("%s", "a\u001b[2Jb\rc\u202Ed\u0000 é");
        assertEquals("a?[2Jb?c?d? é\n", text());
    }

    @Test
    @DisplayName("addresses as they are typed")
    void addresses() throws Exception {
        assertEquals("127.0.0.1:5060", Output.text(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 5060)));
        assertEquals("[0:0:0:0:0:0:0:1]:5060", Output.text(new InetSocketAddress(InetAddress.getByName("::1"), 5060)));
    }

    private Output output(int columns) {
        return new Output(new PrintWriter(text), columns);
    }

    private String text() {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
