// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import java.util.List;

/** Brings PCMU and PCMA. */
public final class G711Provider implements AudioCodecProvider {
    /** Makes the provider. */
    public G711Provider() {}

    @Override
    public String name() {
        return "g711";
    }

    @Override
    public List<AudioCodec> codecs() {
        return List.of(new G711Codec("PCMU", 0, G711.MU_LAW), new G711Codec("PCMA", 8, G711.A_LAW));
    }
}
