// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sound between two processes, by rtp-media alone: nobody is called. */
@Command(
        name = "rtp",
        description = "RTP between two processes, without SIP.",
        mixinStandardHelpOptions = true,
        subcommands = {RtpListenCommand.class, RtpSendCommand.class})
final class RtpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which way? listen or send");
    }
}
