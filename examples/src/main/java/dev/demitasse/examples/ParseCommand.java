// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.LenientQuirk;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipParserLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows what the parser makes of SIP messages, each the one message of a file, as of a datagram. Exit code 0 if all are
 * accepted, 1 if one is rejected.
 */
@Command(name = "parse", description = "Shows what the parser makes of SIP messages.", mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    /** When to write in colour. */
    enum Colour {
        /** On a terminal, unless NO_COLOR is set. */
        auto,
        /** Always. */
        always,
        /** Never. */
        never
    }

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "A file with one message; - or none is standard input.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "One JSON object a file, on one line.")
    private boolean json;

    @Option(names = "--strict", description = "Takes nothing that RFC 3261 does not allow (see LenientQuirk).")
    private boolean strict;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}: on a terminal, unless NO_COLOR is set).")
    private Colour colour;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<LenientQuirk> quirks = strict ? Set.of() : EnumSet.allOf(LenientQuirk.class);
        var parser = new SipParser(SipParserLimits.DEFAULT, quirks);
        Output out = Output.of(spec);
        boolean allAccepted = true;
        for (String file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
            ParsedFile parsed = ParsedFile.of(file, read(file, parser.limits().maxMessageBytes() + 1), parser);
            if (json) {
                out.line("%s", MessageJson.of(parsed));
            } else {
                new MessageView(out, isColoured(out)).show(parsed);
            }
            allAccepted &= parsed.isAccepted();
        }
        return allAccepted ? 0 : Demitasse.CALL_FAILED;
    }

    private boolean isColoured(Output out) {
        return switch (colour) {
            case always -> true;
            case never -> false;
            case auto -> out.isTerminal() && System.getenv("NO_COLOR") == null;
        };
    }

    private static byte[] read(String name, int limit) {
        if (name.equals(STANDARD_INPUT)) {
            return read(name, System.in, limit);
        }
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw new Failure("'" + name + "' is no file name", e);
        }
        if (!Files.exists(file)) {
            throw new Failure("no such file: " + name);
        }
        if (Files.isDirectory(file)) {
            throw new Failure(name + " is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(name, in, limit);
        } catch (IOException e) {
            throw new Failure("can't read " + name + " (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] read(String name, InputStream in, int limit) {
        try {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw new Failure("can't read " + name + " (" + e.getMessage() + ")", e);
        }
    }
}
