// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("misuse is one line on standard error and exit code 2")
class CommandLineTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''|which command
            sing|sing
            echo --loud|unknown option --loud
            echo extra|unknown argument extra
            echo --sip 127.0.0.1|is not host:port
            echo --sip 999.0.0.1:5060|999.0.0.1 is not an address
            echo --sip 127.0.0.1:99999|99999 is not a port
            echo --rtp 127.0.0.1:5|is not host:first-last
            echo --rtp 127.0.0.1:100-200 --sip 127.0.0.1:0|100-200
            echo --sip|--sip
            echo --codec GSM|no codec GSM
            echo --codec L16/44100/2|2 channels
            echo --codec PCMU,,G722|is no codec
            echo --codec G722/16000|no codec G722/16000
            dial|URI
            dial bob|bob
            dial sip:|sip:
            dial tel:+4930123456|only sip: over UDP
            dial http://127.0.0.1|only sip: over UDP
            dial sips:a@127.0.0.1|only sip: over UDP
            dial sip:a@127.0.0.1;transport=tcp|only sip: over UDP
            dial sip:a@127.0.0.1 --dtmf 12x|12x
            dial sip:a@127.0.0.1 --play missing.wav|no such file: missing.wav
            dial sip:a@127.0.0.1 --record missing/a.wav|no such directory
            dial sip:a@127.0.0.1 --duration -1|more than zero
            dial sip:a@127.0.0.1 --timeout 0|--timeout takes more than zero seconds, not 0
            dial sip:a@127.0.0.1 --timeout NaN|'--timeout': 'NaN' is not a number, such as 2 or 2.5
            dial sip:a@127.0.0.1 --timeout 2s|'2s' is not a number
            dial sip:a@127.0.0.1 --duration 0x1p3|'0x1p3' is not a number
            dial sip:a@127.0.0.1 --duration 2,5|'2,5' is not a number
            dial sip:a@127.0.0.1 --duration 1e300|'1e300' is not a number
            dial sip:a@127.0.0.1 --header X-Room|X-Room
            dial sip:a@127.0.0.1 --header X(Room=1|X(Room
            dial sip:a@127.0.0.1 --from <|<
            rtp|listen or send
            rtp listen --at 127.0.0.1:5005|even port
            rtp listen --at 127.0.0.1|is not host:port
            rtp listen --codec GSM|no codec GSM
            rtp listen --duration 0|more than zero
            rtp listen --record missing/a.wav|no such directory
            rtp listen --payload-type 128|no payload type
            rtp listen --payload-type abc|'--payload-type': 'abc' is not a whole number, such as 7
            rtp listen --payload-type 1.5|'1.5' is not a whole number
            rtp listen --payload-type 4294967296|'4294967296' is too large a number
            rtp send|--to
            rtp send --to 127.0.0.1:0|nobody can be sent to
            rtp send --to 0.0.0.0:5004|nobody can be sent to
            rtp send --to 127.0.0.1:5004 --dtmf 12x|12x
            rtp send --to 127.0.0.1:5004 --play missing.wav|no such file: missing.wav
            rtp send --to 127.0.0.1:5004 --payload-type 101|for keys
            demo --loss 101|--loss takes 0 to 50 percent, not 101
            demo --loss -0.5|--loss takes 0 to 50 percent, not -0.5
            demo --loss abc|'--loss': 'abc' is not a number, such as 2 or 2.5 (see demitasse demo --help)
            demo --loss 5%|'5%' is not a number
            demo --loss .|'.' is not a number
            demo --loss ٥|is not a number
            demo --seed x|'--seed': 'x' is not a whole number
            demo --seed 99999999999999999999|is too large a number
            demo --seed 9223372036854775808|is too large a number
            demo --seed -9223372036854775809|is too large a number
            demo --wav missing/a.wav|no such directory
            """)
    @DisplayName("a wrong option, address, key, header, number or file is named")
    void misuse(String arguments, String expected) {
        assertEquals(2, run(arguments.isBlank() ? new String[0] : arguments.split(" ")), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("demitasse: "), err.toString());
        assertTrue(err.toString().contains(expected), err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1234567890123456789", "9223372036854775807", "-9223372036854775808", "-00000000000000000000007"
            })
    @DisplayName("regression: a long of any length is a seed")
    void longSeeds(String seed) {
        long read = Demitasse.commandLine()
                .parseArgs("demo", "--seed", seed)
                .subcommand()
                .matchedOptionValue("--seed", 0L);
        assertEquals(Long.parseLong(seed), read);
    }

    @Test
    @DisplayName("a file that is no WAV file is named before anybody is called")
    void noWav() throws Exception {
        Path file = Files.writeString(folder.resolve("a.wav"), "hello, hello, hello");
        assertEquals(2, run("dial", "sip:a@127.0.0.1", "--play", file.toString()));
        assertEquals(
                "demitasse: not a WAV file that can be played: " + file + " (no RIFF and WAVE at the beginning)"
                        + System.lineSeparator(),
                err.toString());
    }

    @Test
    @DisplayName("what is printed in an error has no line of its own")
    void lines() {
        assertEquals(2, run("dial", "sip:a@127.0.0.1", "--dtmf", "1\n2"));
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--help,demo",
        "echo --help,--sip",
        "dial --help,--play",
        "demo --help,--loss",
        "rtp --help,listen",
        "rtp listen --help,--record",
        "rtp send --help,--dtmf",
        "--version,demitasse"
    })
    @DisplayName("help and version are on standard output, exit code 0")
    void help(String arguments, String expected) {
        assertEquals(0, run(arguments.split(" ")));
        assertTrue(out.toString().contains(expected), out.toString());
        assertEquals("", err.toString());
    }

    private int run(String... arguments) {
        CommandLine line = Demitasse.commandLine();
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
        return line.execute(arguments);
    }
}
