// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.voice.backend.VoiceSession;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lines for people. On a terminal one more line, the last, can be live: it is written over again and again. What came from a
 * peer is shown without control characters. Thread-safe.
 */
final class Output {
    private final PrintWriter out;
    private final int columns;
    private int liveLength;

    /**
     * A command's output. The launcher says how wide the terminal is, if it is one: on JDK 22 and later the console no longer
     * says whether.
     */
    static Output of(CommandSpec command) {
        return new Output(command.commandLine().getOut(), Integer.getInteger("demitasse.columns", 0));
    }

    /** Lines on a terminal of so many columns; 0 if it is none. */
    Output(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    boolean isTerminal() {
        return columns > 0;
    }

    synchronized void line(String format, Object... values) {
        eraseLive();
        out.println(printable(String.format(Locale.ROOT, format, values)));
        out.flush();
    }

    /** A line with a part between two control sequences of ours. */
    synchronized void styled(String before, String on, String text, String off, String after) {
        eraseLive();
        out.println(printable(before) + on + printable(text) + off + printable(after));
        out.flush();
    }

    void lines(List<String> lines) {
        lines.forEach(line -> line("%s", line));
    }

    /** Replaces the live line, cut to the terminal: what wraps can't be written over. Off a terminal a line like others. */
    synchronized void live(String text) {
        if (!isTerminal()) {
            line("%s", text);
            return;
        }
        String whole = printable(text);
        String shown = whole.substring(0, Math.min(whole.length(), columns - 1));
        out.print('\r' + shown + " ".repeat(Math.max(0, liveLength - shown.length())));
        out.flush();
        liveLength = shown.length();
    }

    /** What ends the live line, if there is one. */
    synchronized void endLive() {
        if (liveLength > 0) {
            out.println();
            liveLength = 0;
        }
    }

    private void eraseLive() {
        if (liveLength > 0) {
            out.print('\r' + " ".repeat(liveLength) + '\r');
            liveLength = 0;
        }
    }

    /** A short mark that tells one call's lines from another's. */
    static String tag(VoiceSession session) {
        return String.format(Locale.ROOT, "[%04x]", session.callId().hashCode() & 0xFFFF);
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    static String printable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(shown(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean shown(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint == '\t'
                || type != Character.CONTROL && type != Character.FORMAT && type != Character.UNASSIGNED;
    }
}
