// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceLoader;

/** The codecs that are there: the built-in ones and those of other providers. Immutable. */
public final class AudioCodecs {
    private final List<AudioCodec> codecs;

    private AudioCodecs(List<AudioCodec> codecs) {
        this.codecs = codecs;
    }

    /**
     * Asks all installed {@linkplain AudioCodecProvider providers}.
     *
     * @return what they bring
     * @throws IllegalStateException if two providers of the same priority bring the same codec
     */
    public static AudioCodecs installed() {
        var providers = new ArrayList<AudioCodecProvider>();
        ServiceLoader.load(AudioCodecProvider.class, AudioCodecs.class.getClassLoader())
                .forEach(providers::add);
        return of(providers);
    }

    /**
     * Asks the given providers.
     *
     * @param providers in any order
     * @return what they bring, by priority, then by the providers' names
     * @throws IllegalStateException if two providers of the same priority bring the same codec
     */
    public static AudioCodecs of(List<? extends AudioCodecProvider> providers) {
        var ordered = new ArrayList<AudioCodecProvider>(providers);
        ordered.sort(Comparator.comparingInt(AudioCodecProvider::priority)
                .reversed()
                .thenComparing(AudioCodecProvider::name));
        var codecs = new ArrayList<AudioCodec>();
        var from = new ArrayList<AudioCodecProvider>();
        for (AudioCodecProvider provider : ordered) {
            for (AudioCodec codec : provider.codecs()) {
                int known = indexOf(codecs, codec.encodingName(), codec.clockRateHz(), codec.channels());
                if (known < 0) {
                    codecs.add(codec);
                    from.add(provider);
                } else if (from.get(known).priority() == provider.priority()) {
                    throw new IllegalStateException(codec.encodingName() + " comes from two providers of priority "
                            + provider.priority() + ": " + from.get(known).name() + " and " + provider.name());
                }
            }
        }
        return new AudioCodecs(List.copyOf(codecs));
    }

    /**
     * Lists all codecs.
     *
     * @return in order of the providers' priority
     */
    public List<AudioCodec> all() {
        return codecs;
    }

    /**
     * Finds a codec as SDP names it.
     *
     * @param encodingName in any case
     * @param clockRateHz the RTP clock rate
     * @param channels number of channels
     * @return the codec, or nothing
     */
    public Optional<AudioCodec> find(String encodingName, int clockRateHz, int channels) {
        int index = indexOf(codecs, encodingName, clockRateHz, channels);
        return index < 0 ? Optional.empty() : Optional.of(codecs.get(index));
    }

    /**
     * Finds a codec by its name alone.
     *
     * @param encodingName in any case
     * @return the first of that name
     * @throws NoSuchElementException naming those that are there, if none has it
     */
    public AudioCodec named(String encodingName) {
        for (AudioCodec codec : codecs) {
            if (codec.encodingName().equalsIgnoreCase(encodingName)) {
                return codec;
            }
        }
        throw new NoSuchElementException("no codec " + encodingName + " among "
                + codecs.stream().map(AudioCodec::encodingName).distinct().toList());
    }

    private static int indexOf(List<AudioCodec> codecs, String encodingName, int clockRateHz, int channels) {
        for (int i = 0; i < codecs.size(); i++) {
            AudioCodec codec = codecs.get(i);
            if (codec.clockRateHz() == clockRateHz
                    && codec.channels() == channels
                    && codec.encodingName().equalsIgnoreCase(encodingName)) {
                return i;
            }
        }
        return -1;
    }
}
