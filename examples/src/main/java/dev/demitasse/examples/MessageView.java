// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import java.nio.charset.StandardCharsets;

/** A parsed file for people: the message in colour, or the line where it went wrong with a caret under the byte. */
final class MessageView {
    private static final int WIDTH = 100;
    private static final int BEFORE_CARET = 60;

    private enum Style {
        GOOD("32"),
        BAD("31;1"),
        ODD("33"),
        NAME("36"),
        START("1"),
        FAINT("2");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final Output out;
    private final boolean coloured;

    MessageView(Output out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    void show(ParsedFile file) {
        file.message().ifPresent(message -> accepted(file, message));
        file.rejection().ifPresent(rejection -> rejected(file, rejection));
    }

    private void accepted(ParsedFile file, SipMessage message) {
        print(file.place().label() + ": ", Style.GOOD, "accepted", ", " + file.bytes().length + " bytes");
        print("  ", Style.START, startLine(message), "");
        for (HeaderField field : message.headers()) {
            print("  ", Style.NAME, field.name() + ":", " " + field.value());
        }
        if (!message.body().isEmpty()) {
            print("", Style.FAINT, "  body of " + message.body().length() + " bytes", "");
            boolean sdp = isSdp(message);
            message.body().utf8().lines().forEach(line -> bodyLine(line, sdp));
        }
        if (file.bytesBehind() > 0) {
            String cut = "  " + file.bytesBehind() + " bytes behind it are cut off, as of a datagram";
            print("", Style.FAINT, cut + "; --stream reads several messages", "");
        }
        for (Tolerance tolerance : file.tolerances()) {
            print("  ", Style.ODD, "tolerated", " by " + tolerance.quirk() + ": " + tolerance.text());
            point(file.bytes(), tolerance.offset());
        }
        for (MalformedHeaderException malformed : file.malformed()) {
            print("  ", Style.BAD, "malformed", " when read: " + malformed.getMessage());
            point(file.bytes(), malformed.offset());
        }
    }

    private static boolean isSdp(SipMessage message) {
        try {
            return message.contentType().filter(MediaType.SDP::isSameType).isPresent();
        } catch (MalformedHeaderException malformed) {
            return false;
        }
    }

    /** A line of SDP with its type as a name; any other is plain. */
    private void bodyLine(String line, boolean sdp) {
        if (sdp && line.indexOf('=') == 1) {
            print("    ", Style.NAME, line.substring(0, 2), line.substring(2));
        } else {
            print("    ", Style.FAINT, line, "");
        }
    }

    private static String startLine(SipMessage message) {
        if (message instanceof SipRequest request) {
            return request.method() + " " + request.uri() + " SIP/2.0";
        }
        SipResponse response = (SipResponse) message;
        return "SIP/2.0 " + response.status().code() + " " + response.reason();
    }

    private void rejected(ParsedFile file, SipParseException rejection) {
        String label = file.place().label() + ": ";
        if (file.isEmpty()) {
            print(label, Style.BAD, "no message", file.bytes().length == 0 ? ", it is empty" : ", only line ends");
            return;
        }
        var status = rejection.suggestedStatus();
        print(label, Style.BAD, "rejected", ", to be answered " + status + ": " + rejection.getMessage());
        point(file.bytes(), rejection.offset());
    }

    /** Shows the line of a byte, and a caret under it. */
    private void point(byte[] bytes, int offset) {
        if (offset < 0) {
            return;
        }
        int at = Math.min(offset, bytes.length);
        int start = at;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        int end = at;
        while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n') {
            end++;
        }
        int number = 1;
        for (int i = 0; i < start; i++) {
            number += bytes[i] == '\n' ? 1 : 0;
        }
        String before = legible(bytes, start, at);
        String after = legible(bytes, at, end);
        if (before.length() > BEFORE_CARET) {
            before = "..." + before.substring(before.length() - BEFORE_CARET);
        }
        if (before.length() + after.length() > WIDTH) {
            after = after.substring(0, Math.max(0, WIDTH - before.length())) + "...";
        }
        String margin = "  line " + number + " | ";
        print("", Style.FAINT, margin, before + after);
        int column = Columns.of(Output.printable(before));
        print(" ".repeat(margin.length() - 2) + "| " + " ".repeat(column), Style.BAD, "^", "");
    }

    /** What cannot be seen is a dot, so that it takes a column. */
    private static String legible(byte[] bytes, int from, int to) {
        var text = new StringBuilder();
        new String(bytes, from, to - from, StandardCharsets.UTF_8)
                .codePoints()
                .forEach(c -> text.appendCodePoint(c < ' ' || c == 0x7F ? '.' : c));
        return text.toString();
    }

    private void print(String before, Style style, String text, String after) {
        if (coloured) {
            out.styled(before, "\u001B[" + style.code + "m", text, "\u001B[0m", after);
        } else {
            out.line("%s", before + text + after);
        }
    }
}
