// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import java.util.List;

/** Brings G.722. */
public final class G722Provider implements AudioCodecProvider {
    /** Makes the provider. */
    public G722Provider() {}

    @Override
    public String name() {
        return "g722";
    }

    @Override
    public List<AudioCodec> codecs() {
        return List.of(new G722Codec());
    }
}
