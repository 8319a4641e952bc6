// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("demitasse parse")
class ParseCommandTest {
    private static final String OPTIONS = """
            OPTIONS sip:bob@example.net;transport=udp SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9
            v: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK74bf8
            Max-Forwards: 70
            From: "A \\"B\\" \u00e9" <sip:alice@example.com>;tag=9fx
            To: Bob <sip:bob@example.net>;tag=8gy
            Call-ID: 38@example.com
            CSeq: 2 OPTIONS
            Contact: <sip:alice@192.0.2.1>, <sip:alice@192.0.2.3>
            Content-Length: 4

            body""";

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private String file(String name, String message) throws Exception {
        return Files.writeString(folder.resolve(name), message.replace("\n", "\r\n"))
                .toString();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("parse"));
        all.addAll(List.of(arguments));
        CommandLine line = Demitasse.commandLine();
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
        return line.execute(all.toArray(new String[0]));
    }

    @Test
    @DisplayName("--json: a request that is accepted, every field")
    void jsonOfRequest() throws Exception {
        String name = file("options.sip", OPTIONS);
        assertEquals(0, run("--json", name), err.toString());
        assertEquals(
                "{\"file\":\"" + name
                        + "\",\"verdict\":\"accept\",\"status\":null,\"rule\":null,\"offset\":null,\"error\":null,"
                        + "\"method\":\"OPTIONS\",\"requestUri\":\"sip:bob@example.net;transport=udp\","
                        + "\"statusCode\":null,\"reason\":null,\"callId\":\"38@example.com\",\"cseq\":2,"
                        + "\"cseqMethod\":\"OPTIONS\",\"fromTag\":\"9fx\",\"toTag\":\"8gy\",\"viaCount\":2,"
                        + "\"topBranch\":\"z9hG4bK74bf9\",\"maxForwards\":70,\"contactCount\":2,\"bodyLength\":4,"
                        + "\"headers\":["
                        + "{\"name\":\"Via\",\"value\":\"SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9\"},"
                        + "{\"name\":\"v\",\"value\":\"SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK74bf8\"},"
                        + "{\"name\":\"Max-Forwards\",\"value\":\"70\"},"
                        + "{\"name\":\"From\",\"value\":\"\\\"A \\\\\\\"B\\\\\\\" \\u00e9\\\""
                        + " <sip:alice@example.com>;tag=9fx\"},"
                        + "{\"name\":\"To\",\"value\":\"Bob <sip:bob@example.net>;tag=8gy\"},"
                        + "{\"name\":\"Call-ID\",\"value\":\"38@example.com\"},"
                        + "{\"name\":\"CSeq\",\"value\":\"2 OPTIONS\"},"
                        + "{\"name\":\"Contact\",\"value\":\"<sip:alice@192.0.2.1>, <sip:alice@192.0.2.3>\"},"
                        + "{\"name\":\"Content-Length\",\"value\":\"4\"}],\"malformed\":[],\"malformedErrors\":[],"
                        + "\"quirks\":[],\"quirkErrors\":[]}"
                        + System.lineSeparator(),
                out.toString());
    }

    @Test
    @DisplayName("--json: a response, and a header that is malformed when it is read")
    void jsonOfResponse() throws Exception {
        String response = OPTIONS.replaceFirst("OPTIONS.*\n", "SIP/2.0 404 Not \u00fcberall\n")
                .replace("Max-Forwards: 70", "Max-Forwards: many");
        assertEquals(0, run("--json", file("a", response)), err.toString());
        String json = out.toString();
        assertTrue(json.contains("\"statusCode\":404,\"reason\":\"Not \\u00fcberall\""), json);
        assertTrue(json.contains("\"method\":null,\"requestUri\":null"), json);
        assertTrue(json.contains("\"maxForwards\":null"), json);
        assertTrue(
                json.contains(
                        "\"malformed\":[\"Max-Forwards\"],\"malformedErrors\":[\"Max-Forwards: expected a number at "),
                json);
    }

    @Test
    @DisplayName(
            "--json: a rejected message has status, rule, offset and what was legible; one object a file, exit code 1")
    void jsonOfRejected() throws Exception {
        String good = file("good", OPTIONS);
        String bad = file("bad", OPTIONS.replace("To: Bob <", "To: Bob <<"));
        assertEquals(1, run("--json", good, bad), err.toString());
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size());
        String json = lines.get(1);
        assertTrue(json.contains("\"verdict\":\"reject\",\"status\":400,\"rule\":\""), json);
        int offset = Files.readString(Path.of(bad)).getBytes().length
                - Files.readString(Path.of(bad))
                        .replaceFirst("(?s).*To: Bob <", "")
                        .length();
        assertTrue(json.contains("\"offset\":" + offset + ",\"error\":\""), json + " " + offset);
        assertTrue(json.contains("\"callId\":\"38@example.com\",\"cseq\":2,\"cseqMethod\":\"OPTIONS\""), json);
    }

    @Test
    @DisplayName("for people: start line, headers and body; colours only when wanted")
    void view() throws Exception {
        String name = file("options.sip", OPTIONS);
        assertEquals(0, run(name));
        String plain = out.toString();
        assertTrue(plain.startsWith(name + ": accepted, "), plain);
        assertTrue(plain.contains("  Call-ID: 38@example.com" + System.lineSeparator()), plain);
        assertTrue(plain.contains("  body of 4 bytes"), plain);
        assertFalse(plain.contains("\u001B"), plain);
        out.getBuffer().setLength(0);
        assertEquals(0, run("--color", "always", name));
        assertTrue(out.toString().contains("\u001B[36mCall-ID:\u001B[0m 38@example.com"), out.toString());
    }

    @Test
    @DisplayName("for people: the types of SDP lines are coloured, and nothing of another body")
    void sdp() {
        String body = "v=0\nm=audio 5004 RTP/AVP 0\na=x=y\nno line\n";
        String plain =
                OPTIONS.replace("Content-Length: 4", "Content-Length: 45").replace("\n\nbody", "\n\n" + body);
        assertEquals(0, piped(plain.replace("Max-", "c: application/SDP\nMax-"), "--color", "always"), out.toString());
        assertTrue(out.toString().contains("    \u001B[36mv=\u001B[0m0" + System.lineSeparator()), out.toString());
        assertTrue(out.toString().contains("    \u001B[36ma=\u001B[0mx=y" + System.lineSeparator()), out.toString());
        assertTrue(out.toString().contains("    \u001B[2mno line\u001B[0m"), out.toString());
        for (String type : new String[] {"text/plain", "application"}) {
            out.getBuffer().setLength(0);
            assertEquals(0, piped(plain.replace("Max-", "c: " + type + "\nMax-"), "--color", "always"));
            assertTrue(out.toString().contains("    \u001B[2mv=0\u001B[0m"), out.toString());
        }
    }

    @Test
    @DisplayName(
            "for people: the caret stands under the byte where a rejected message went wrong, whatever its letters")
    void caret() throws Exception {
        assertEquals(1, run(file("bad", OPTIONS.replace("@example.com>;tag=9fx", "@example.com>;t\u00e4g=9fx"))));
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(0).contains("rejected, to be answered 400"), lines.get(0));
        assertTrue(lines.get(1).startsWith("  line 5 | From: \"A "), lines.get(1));
        assertEquals('\u00e4', lines.get(1).charAt(lines.get(2).indexOf('^')), out.toString());
    }

    @Test
    @DisplayName("for people: of a line of 4,000 bytes only what stands around the caret is shown")
    void longLine() throws Exception {
        String filler = "x".repeat(2_000);
        assertEquals(1, run(file("bad", OPTIONS.replace("Bob <sip:", filler + "@" + filler + " <sip:"))));
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(1).length() < 150, lines.get(1));
        assertEquals('@', lines.get(1).charAt(lines.get(2).indexOf('^')), out.toString());
    }

    @Test
    @DisplayName("for people: a malformed header of an accepted message is pointed at")
    void malformed() throws Exception {
        assertEquals(0, run(file("a", OPTIONS.replace("Max-Forwards: 70", "Max-Forwards: 7x"))));
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(lines.size() - 3).startsWith("  malformed when read: Max-Forwards"), out.toString());
        assertEquals(
                'x',
                lines.get(lines.size() - 2).charAt(lines.get(lines.size() - 1).indexOf('^')));
    }

    @Test
    @DisplayName("--strict takes no quirks")
    void strict() throws Exception {
        String name = Files.writeString(folder.resolve("lf"), OPTIONS).toString();
        assertEquals(0, run("--json", name));
        assertEquals(1, run("--json", "--strict", name));
    }

    @Test
    @DisplayName("an empty file and one beyond the limit are rejected messages, not errors")
    void sizes() throws Exception {
        assertEquals(1, run("--json", file("empty", "")));
        assertTrue(out.toString().contains("\"verdict\":\"reject\""), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(1, run("--json", file("huge", OPTIONS + "x".repeat(1 << 21))));
        assertTrue(out.toString().contains("\"status\":513"), out.toString());
    }

    /** Runs the command with a pipe for its standard input. */
    private int piped(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static int length(String message) {
        return message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8).length;
    }

    private List<String> values(String field) {
        return Pattern.compile('"' + field + "\":(\"[^\"]*\"|[^,}]*)")
                .matcher(out.toString())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    @DisplayName("standard input: without a file, and where a file is -")
    void standardInput() throws Exception {
        assertEquals(0, piped(OPTIONS, "--json"));
        assertEquals(1, piped(OPTIONS.replace("CSeq: 2", "CSeq: x"), "--json", file("a", OPTIONS), "-"));
        assertEquals(List.of("\"-\"", "\"" + folder.resolve("a") + "\"", "\"-\""), values("file"));
        assertEquals(List.of("\"accept\"", "\"accept\"", "\"reject\""), values("verdict"));
        assertEquals(List.of("\"38@example.com\"", "\"38@example.com\"", "\"38@example.com\""), values("callId"));
        assertEquals("", err.toString());
    }

    @Test
    @DisplayName(
            "regression: standard input is left open, so that it may be named twice; the second time it is at its end")
    void standardInputTwice() throws Exception {
        var input = new BufferedInputStream(
                new ByteArrayInputStream(OPTIONS.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        InputStream before = System.in;
        System.setIn(input);
        try {
            assertEquals(1, run("--json", "-", "-"), err.toString());
            assertEquals(0, run("--json", "--stream", "-", "-"), err.toString());
            assertEquals(-1, input.read(), "closed, it would throw");
        } finally {
            System.setIn(before);
        }
        assertEquals(List.of("\"accept\"", "\"reject\""), values("verdict"));
        assertEquals("", err.toString());
    }

    @Test
    @DisplayName("a second message behind the first is cut off as of a datagram, and that is said")
    void behindTheMessage() {
        assertEquals(0, piped("\n\n" + OPTIONS + OPTIONS));
        int length = length(OPTIONS);
        assertTrue(
                out.toString().contains("  " + length + " bytes behind it are cut off, as of a datagram; --stream"),
                out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, piped("\n" + OPTIONS));
        assertFalse(out.toString().contains("cut off"), out.toString());
    }

    @Test
    @DisplayName("--stream: messages one after another, a rejected one among them, line ends between them passed over")
    void stream() {
        String bad = OPTIONS.replace("To: Bob <", "To: Bob <<").replace("38@", "39@");
        assertEquals(
                1, piped("\n" + OPTIONS + bad + "\n\n" + OPTIONS.replace("38@", "40@") + "\n", "--stream", "--json"));
        assertEquals(List.of("\"accept\"", "\"reject\"", "\"accept\""), values("verdict"));
        assertEquals(List.of("\"38@example.com\"", "\"39@example.com\"", "\"40@example.com\""), values("callId"));
        assertEquals(List.of("null", "" + (length(bad.substring(0, bad.indexOf("<<"))) + 1), "null"), values("offset"));
    }

    @Test
    @DisplayName("--stream: of each message the view shows the lines, counted from where it begins")
    void streamView() {
        String bad = OPTIONS.replace("To: Bob <", "To: Bob <<");
        assertEquals(1, piped(OPTIONS + bad, "--stream"));
        List<String> lines = out.toString().lines().toList();
        assertEquals("  line 6 | To: Bob <<sip:bob@example.net>;tag=8gy", lines.get(lines.size() - 2));
        assertFalse(out.toString().contains("cut off"), out.toString());
    }

    @Test
    @DisplayName(
            "--stream: a message that is cut short is rejected, and so is one without Content-Length, the last of all")
    void streamEnds() {
        assertEquals(1, piped(OPTIONS + OPTIONS.substring(0, OPTIONS.length() - 1), "--stream", "--json"));
        assertEquals(List.of("null", "\"Content-Length\""), values("rule"));
        out.getBuffer().setLength(0);
        assertEquals(1, piped(OPTIONS.substring(0, 300), "--stream", "--json"));
        assertEquals(List.of("\"reject\""), values("verdict"));
        out.getBuffer().setLength(0);
        String unbounded = OPTIONS.replace("Content-Length: 4\n", "");
        assertEquals(1, piped(unbounded + OPTIONS, "--stream"));
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(0).contains("rejected, to be answered 400 Bad Request: Content-Length"), lines.get(0));
        assertEquals(3, lines.size(), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(1, piped(OPTIONS + "<html>what</html>\n", "--stream"));
        lines = out.toString().lines().toList();
        assertEquals("  line 1 | <html>what</html>", lines.get(lines.size() - 2));
    }

    @Test
    @DisplayName("--stream: each message has its number and the byte of the stream at which it begins")
    void streamPlaces() {
        String bad = OPTIONS.replace("To: Bob <", "To: Bob <<");
        int second = length("\n\n" + OPTIONS + "\n");
        int third = second + length(bad);
        assertEquals(1, piped("\n\n" + OPTIONS + "\n" + bad + "what is this\n", "--stream"));
        assertEquals(
                List.of(
                        "<stdin>, message 1 at byte 4: accepted, " + length(OPTIONS) + " bytes",
                        "<stdin>, message 2 at byte " + second + ": rejected, to be answered 400 Bad Request: ",
                        "<stdin>, message 3 at byte " + third + ": rejected, to be answered 400 Bad Request: "),
                out.toString()
                        .lines()
                        .filter(line -> line.startsWith("<stdin>"))
                        .map(line -> line.replaceFirst("(Bad Request: ).*", "$1"))
                        .toList());
    }

    @Test
    @DisplayName(
            "--stream --json: number and start of each message, counted anew in each file; neither where a file is a message")
    void streamPlacesAsJson() throws Exception {
        assertEquals(0, piped(OPTIONS + OPTIONS, "--stream", "--json", "-", file("a", "\n" + OPTIONS)));
        assertEquals(List.of("1", "2", "1"), values("number"));
        assertEquals(List.of("0", "" + length(OPTIONS), "2"), values("start"));
        out.getBuffer().setLength(0);
        assertEquals(0, piped("\n" + OPTIONS, "--json"));
        assertFalse(out.toString().contains("number") || out.toString().contains("start"), out.toString());
    }

    @Test
    @DisplayName("regression: standard input is called <stdin> to people, and a file by its name")
    void standardInputForPeople() throws Exception {
        String name = file("a", OPTIONS);
        assertEquals(0, piped(OPTIONS, "-", name));
        assertEquals(
                List.of(
                        "<stdin>: accepted, " + length(OPTIONS) + " bytes",
                        name + ": accepted, " + length(OPTIONS) + " bytes"),
                out.toString().lines().filter(line -> line.contains("accepted")).toList());
    }

    @Test
    @DisplayName("regression: of an empty input it is said that there is no message; so of line ends alone")
    void noMessage() throws Exception {
        assertEquals(1, piped(""));
        assertEquals("<stdin>: no message, it is empty" + System.lineSeparator(), out.toString());
        out.getBuffer().setLength(0);
        String name = file("ends", "\n\n");
        assertEquals(1, run("--strict", name));
        assertEquals(name + ": no message, only line ends" + System.lineSeparator(), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(1, piped("\n\nx"));
        assertTrue(out.toString().startsWith("<stdin>: rejected, to be answered 400"), out.toString());
    }

    @Test
    @DisplayName("--stream: nothing at all is no message, and none is rejected")
    void emptyStream() {
        assertEquals(0, piped("\n\n", "--stream"));
        assertEquals(0, piped("\n\r", "--stream"), "half a line end is no message either");
        assertEquals("", out.toString());
    }

    @Test
    @DisplayName("regression: a file that is not there kept those behind it from being shown; exit code 2 all the same")
    void missingAmongOthers() throws Exception {
        String bad = file("bad", OPTIONS.replace("CSeq: 2", "CSeq: x"));
        assertEquals(2, run("--json", "missing.sip", bad, folder.toString(), file("good", OPTIONS)));
        assertEquals(List.of("\"reject\"", "\"accept\""), values("verdict"));
        assertEquals(
                List.of("demitasse: no such file: missing.sip", "demitasse: " + folder + " is a directory"),
                err.toString().lines().toList());
    }

    @Test
    @DisplayName("a file that is not there, and a directory, are named; exit code 2")
    void misuse() {
        assertEquals(2, run("missing.sip"));
        assertEquals("demitasse: no such file: missing.sip" + System.lineSeparator(), err.toString());
        err.getBuffer().setLength(0);
        assertEquals(2, run(folder.toString()));
        assertEquals("demitasse: " + folder + " is a directory" + System.lineSeparator(), err.toString());
    }
}
