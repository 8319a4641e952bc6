// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.LenientQuirk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows what the parser makes of SIP messages: of the one message of a file, as of a datagram, or of all that stand in it one
 * after another, as on a TCP connection. Exit code 0 if all are accepted, 1 if one is rejected, 2 if a file can't be read,
 * which keeps none of the others from being shown.
 */
@Command(name = "parse", description = "Shows what the parser makes of SIP messages.", mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {
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
            description = "A file with one message, or with several (--stream); - or none is standard input.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "One JSON object a file (with --stream: a message), on one line.")
    private boolean json;

    @Option(
            names = "--stream",
            description = "Messages one after another, as on a TCP connection, each with its Content-Length,"
                    + " shown with its number and the byte at which it begins; without it a file is one datagram.")
    private boolean stream;

    @Option(
            names = "--strict",
            description =
                    "Takes nothing that RFC 3261 does not allow; without it, what was tolerated is said (see LenientQuirk).")
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
        var parser = new TolerantParser(quirks);
        Output out = Output.of(spec);
        var rejected = new AtomicInteger();
        int unread = 0;
        for (String file : files.isEmpty() ? List.of(MessagePlace.STANDARD_INPUT) : files) {
            try {
                read(file, parser, parsed -> {
                    show(parsed, out);
                    rejected.addAndGet(parsed.isAccepted() ? 0 : 1);
                });
            } catch (Failure e) {
                unread = Demitasse.failed(spec.commandLine(), e);
            }
        }
        return unread > 0 || rejected.get() == 0 ? unread : Demitasse.CALL_FAILED;
    }

    private void show(ParsedFile parsed, Output out) {
        if (json) {
            out.line("%s", MessageJson.of(parsed));
        } else {
            new MessageView(out, isColoured(out)).show(parsed);
        }
    }

    private boolean isColoured(Output out) {
        return switch (colour) {
            case always -> true;
            case never -> false;
            case auto -> out.isTerminal() && System.getenv("NO_COLOR") == null;
        };
    }

    private void read(String name, TolerantParser parser, Consumer<ParsedFile> found) {
        try {
            if (name.equals(MessagePlace.STANDARD_INPUT)) {
                read(name, System.in, parser, found); // left open: it is not ours, and may be named again
            } else {
                try (InputStream in = open(name)) {
                    read(name, in, parser, found);
                }
            }
        } catch (IOException e) {
            throw new Failure("can't read " + MessagePlace.label(name) + " (" + e.getMessage() + ")", e);
        }
    }

    private void read(String name, InputStream in, TolerantParser parser, Consumer<ParsedFile> found)
            throws IOException {
        if (stream) {
            new MessageStream(name, in, parser).read(found);
        } else {
            byte[] datagram = in.readNBytes(parser.parser().limits().maxMessageBytes() + 1);
            found.accept(parser.parse(MessagePlace.whole(name), datagram));
        }
    }

    private static InputStream open(String name) throws IOException {
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
        return Files.newInputStream(file);
    }
}
