// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.sip.ua.CallOutcome;
import java.util.OptionalInt;

/** What the user agent's outcomes mean to an application. */
final class Ends {
    private Ends() {}

    static Disconnection of(CallOutcome outcome) {
        EndReason reason = switch (outcome.cause()) {
            case LOCAL_HANG_UP -> EndReason.LOCAL_HANG_UP;
            case REMOTE_HANG_UP -> EndReason.REMOTE_HANG_UP;
            case REJECTED_HERE, REJECTED_BY_PEER -> EndReason.REJECTED;
            case CANCELLED_HERE, CANCELLED_BY_PEER -> EndReason.CANCELLED;
            case NOT_ANSWERED, TIMEOUT -> EndReason.TIMEOUT;
            case NO_ACK -> EndReason.NO_ACK;
            case TRANSPORT -> EndReason.TRANSPORT;
            case SHUTDOWN -> EndReason.SHUTDOWN;
            case MEDIA, DIALOG_LOST, FAILURE -> EndReason.FAILURE;
        };
        OptionalInt status =
                outcome.status().map(value -> OptionalInt.of(value.code())).orElse(OptionalInt.empty());
        String text = outcome.status()
                .map(value -> value.phrase())
                .or(outcome::detail)
                .orElse(text(outcome.cause()));
        return new Disconnection(reason, status, text);
    }

    private static String text(CallOutcome.Cause cause) {
        return switch (cause) {
            case LOCAL_HANG_UP, REMOTE_HANG_UP, REJECTED_HERE, REJECTED_BY_PEER -> "";
            case CANCELLED_HERE -> "given up here";
            case CANCELLED_BY_PEER -> "given up by the caller";
            case NOT_ANSWERED -> "not answered in time";
            case TIMEOUT -> "no response";
            case NO_ACK -> "the answer was not acknowledged";
            case MEDIA -> "no sound was agreed on";
            case TRANSPORT -> "the peer can't be reached";
            case DIALOG_LOST -> "the peer does not know the call any more";
            case SHUTDOWN -> "the backend was closed";
            case FAILURE -> "an error in this program";
        };
    }
}
