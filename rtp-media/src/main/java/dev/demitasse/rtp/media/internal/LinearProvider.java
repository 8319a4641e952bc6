// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import java.util.List;
import java.util.OptionalInt;

/**
 * Brings L16 at the usual rates. The first, 16,000 Hz and one channel, is what its bare name stands for: it is wideband, and 20 ms
 * fit into one datagram of an Ethernet. Only 44,100 Hz has static payload types (RFC 3551 section 6).
 */
public final class LinearProvider implements AudioCodecProvider {
    /** Makes the provider. */
    public LinearProvider() {}

    @Override
    public String name() {
        return "l16";
    }

    @Override
    public List<AudioCodec> codecs() {
        return List.of(
                dynamic(16_000, 1),
                dynamic(8_000, 1),
                dynamic(24_000, 1),
                dynamic(32_000, 1),
                new LinearCodec(44_100, 1, OptionalInt.of(11)),
                dynamic(48_000, 1),
                dynamic(16_000, 2),
                new LinearCodec(44_100, 2, OptionalInt.of(10)),
                dynamic(48_000, 2));
    }

    private static AudioCodec dynamic(int rateHz, int channels) {
        return new LinearCodec(rateHz, channels, OptionalInt.empty());
    }
}
