// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.spi;

import java.util.List;

/**
 * A service that brings codecs. A provider is a public class with a public constructor without arguments, named in
 * {@code provides} of its module descriptor or in {@code META-INF/services}. Thread-safe.
 */
public interface AudioCodecProvider {
    /**
     * Names the provider, for error messages.
     *
     * @return such as {@code g711}
     */
    String name();

    /**
     * Says which provider wins when several bring the same codec: the one with the highest priority. The built-in ones have 0.
     * Two of the same priority are an error.
     *
     * @return 0 if not overridden
     */
    default int priority() {
        return 0;
    }

    /**
     * Lists what the provider brings.
     *
     * @return its codecs, the preferred ones first
     */
    List<AudioCodec> codecs();
}
