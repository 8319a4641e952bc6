// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.voice.backend.CallFailedException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The demitasse command. Exit codes: 0 all went well, 1 the call failed, 2 the user can put it right; what is wrong is said in
 * one line on standard error.
 */
@Command(
        name = "demitasse",
        description = "Phone calls over SIP and RTP, one scenario a command.",
        mixinStandardHelpOptions = true,
        version = "demitasse 0.1.0-SNAPSHOT",
        subcommands = {DemoCommand.class, EchoCommand.class, DialCommand.class, RtpCommand.class, ParseCommand.class})
public final class Demitasse implements Runnable {
    /** The call failed, or was not what it should have been. */
    static final int CALL_FAILED = 1;

    @Spec
    private CommandSpec spec;

    private Demitasse() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments as the shell gave them
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Demitasse());
        Numbers.register(line);
        // No lambdas, for the reason that Numbers gives.
        line.setParameterExceptionHandler(new IParameterExceptionHandler() {
            @Override
            public int handleParseException(ParameterException failure, String[] arguments) {
                return misused(failure);
            }
        });
        line.setExecutionExceptionHandler(new IExecutionExceptionHandler() {
            @Override
            public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
                return failed(command, failure);
            }
        });
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? demo, echo, dial, rtp or parse");
    }

    private static int misused(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String what = failure.getMessage();
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            what = (first.startsWith("-") ? "unknown option " : "unknown argument ") + first;
        }
        String see = command.getCommandSpec().qualifiedName(" ") + " --help";
        return say(command, what + " (see " + see + ")", ExitCode.USAGE);
    }

    static int failed(CommandLine command, Exception failure) {
        if (System.getenv("DEMITASSE_TRACE") != null) {
            failure.printStackTrace(command.getErr());
        }
        if (failure instanceof CallFailedException) {
            return say(command, failure.getMessage(), CALL_FAILED);
        }
        if (failure instanceof Failure || failure instanceof UncheckedIOException) {
            return say(command, failure.getMessage(), ExitCode.USAGE);
        }
        return say(
                command, "this should not have happened: " + failure + " (DEMITASSE_TRACE=1 says where)", CALL_FAILED);
    }

    private static int say(CommandLine command, String what, int exitCode) {
        PrintWriter err = command.getErr();
        err.println("demitasse: " + what.replace('\r', ' ').replace('\n', ' '));
        err.flush();
        return exitCode;
    }
}
