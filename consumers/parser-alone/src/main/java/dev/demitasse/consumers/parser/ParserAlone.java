// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.consumers.parser;

import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import java.io.IOException;

/** Reads one SIP message from standard input and prints what it is, or why it is none. */
public final class ParserAlone {
    private ParserAlone() {}

    /**
     * Runs the program; it exits with 1 when the input is no SIP message.
     *
     * @param arguments not used
     * @throws IOException if standard input can't be read
     */
    public static void main(String[] arguments) throws IOException {
        try {
            SipMessage message = new SipParser().parse(System.in.readAllBytes());
            System.out.println(message.summary());
            System.out.println(
                    message.vias().size() + " Via, body of " + message.body().length() + " bytes");
        } catch (SipParseException e) {
            System.out.println("not a SIP message (" + e.suggestedStatus() + "): " + e.getMessage());
            System.exit(1);
        }
    }
}
