// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads session descriptions, RFC 8866: one forward pass over bytes. Immutable; safe to share between threads.
 *
 * <p>It is strict where the RFC is, except for the closed list {@link SdpQuirk}. A description with an unknown type
 * letter is refused (section 5); unknown attributes, media types, protocols and address types are kept.
 */
public final class SdpParser {
    private final SdpParserLimits limits;

    private SdpParser(SdpParserLimits limits) {
        this.limits = limits;
    }

    /**
     * A parser with the default limits.
     *
     * @return a parser
     */
    public static SdpParser create() {
        return create(SdpParserLimits.DEFAULT);
    }

    /**
     * A parser with these limits.
     *
     * @param limits what it accepts at most
     * @return a parser
     */
    public static SdpParser create(SdpParserLimits limits) {
        return new SdpParser(Objects.requireNonNull(limits));
    }

    /**
     * Reads a description.
     *
     * @param bytes the octets, which are not kept
     * @return the description
     * @throws SdpParseException when the octets are no session description or exceed a limit
     */
    public SessionDescription parse(byte[] bytes) throws SdpParseException {
        return new DescriptionReader(LineCursor.over(bytes, limits), limits).read();
    }

    /**
     * Reads a description out of text.
     *
     * @param text the text
     * @return the description
     * @throws SdpParseException when the text is no session description or exceeds a limit
     */
    public SessionDescription parse(String text) throws SdpParseException {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
