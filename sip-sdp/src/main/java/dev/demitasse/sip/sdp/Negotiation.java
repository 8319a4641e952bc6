// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/** What came of a description taken by {@link OfferAnswer}. */
public sealed interface Negotiation {
    /**
     * At least one stream is agreed, or none was asked for.
     *
     * @param media one entry for each {@code m=} line, in order
     */
    record Agreed(List<NegotiatedMedia> media) implements Negotiation {
        /**
         * Copies the list.
         *
         * @param media one entry for each {@code m=} line, in order
         */
        public Agreed {
            media = List.copyOf(media);
        }
    }

    /**
     * Nothing is agreed.
     *
     * @param reason why
     */
    record Failed(Reason reason) implements Negotiation {}

    /** Why nothing is agreed, with what to tell the peer. */
    enum Reason {
        /** No codec in common on any stream. */
        NO_COMMON_FORMAT(488, 305, "No common media format"),
        /** Only kinds of media this side has not. */
        MEDIA_TYPE_NOT_AVAILABLE(488, 304, "Media type not available"),
        /** Only profiles that need keys (SAVP, SAVPF ...), and there are none. */
        NO_KEYS_FOR_SECURE_PROFILE(488, 302, "Secure media not available"),
        /** Only transport protocols this side does not speak, or RTCP multiplexed by one side only that needs it (RFC 8858). */
        INCOMPATIBLE_TRANSPORT(488, 302, "Incompatible transport protocol"),
        /** Only addresses of a family or kind this side cannot send to. */
        INCOMPATIBLE_ADDRESS(488, 301, "Incompatible network address formats"),
        /** A stream without a {@code c=} line, which RFC 8866 section 5.7 demands. */
        NO_CONNECTION_ADDRESS(488, 399, "No connection address"),
        /** Every stream has port 0. */
        ALL_REJECTED(488, 399, "No media stream is left"),
        /** An answer with offered header extensions under other numbers, or twice (RFC 8285 section 7). */
        HEADER_EXTENSIONS_DIFFER(488, 399, "Header extensions do not match"),
        /** The {@code m=} lines do not line up with those before (RFC 3264 sections 6 and 8). */
        MEDIA_LINES_DIFFER(488, 399, "Media lines do not match");

        private final int suggestedStatus;
        private final int warningCode;
        private final String safeMessage;

        Reason(int suggestedStatus, int warningCode, String safeMessage) {
            this.suggestedStatus = suggestedStatus;
            this.warningCode = warningCode;
            this.safeMessage = safeMessage;
        }

        /**
         * The SIP status to answer a request that carried the offer.
         *
         * @return 488
         */
        public int suggestedStatus() {
            return suggestedStatus;
        }

        /**
         * The code for a {@code Warning} header, RFC 3261 section 20.43.
         *
         * @return 300 to 399
         */
        public int warningCode() {
            return warningCode;
        }

        /**
         * A text that may be shown to the peer.
         *
         * @return one line of ASCII
         */
        public String safeMessage() {
            return safeMessage;
        }
    }
}
