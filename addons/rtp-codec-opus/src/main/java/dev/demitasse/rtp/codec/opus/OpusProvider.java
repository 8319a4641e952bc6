// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import java.util.List;

/** Brings Opus. Thread-safe. */
public final class OpusProvider implements AudioCodecProvider {
    /** Makes the provider. */
    public OpusProvider() {}

    @Override
    public String name() {
        return "opus-concentus";
    }

    @Override
    public List<AudioCodec> codecs() {
        return List.of(new OpusCodec());
    }
}
