// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioProcessor;
import java.util.List;

/**
 * Several processors in the place of one. Each sees what the one before left of both directions: so a gain may stand before a
 * recorder, and a level meter beside an echo. Audio is sent if any of them has made some.
 */
public final class ProcessorChain implements AudioProcessor {
    private final AudioProcessor[] stages;

    /**
     * Makes a chain.
     *
     * @param stages in their order
     */
    public ProcessorChain(List<? extends AudioProcessor> stages) {
        this.stages = stages.toArray(AudioProcessor[]::new);
    }

    /**
     * Makes a chain.
     *
     * @param stages in their order
     * @return the chain
     */
    public static ProcessorChain of(AudioProcessor... stages) {
        return new ProcessorChain(List.of(stages));
    }

    @Override
    public void onFormats(AudioFormat received, AudioFormat toSend) {
        for (AudioProcessor stage : stages) {
            stage.onFormats(received, toSend);
        }
    }

    @Override
    public boolean process(short[] received, short[] toSend, long now) {
        boolean made = false;
        for (AudioProcessor stage : stages) {
            made |= stage.process(received, toSend, now);
        }
        return made;
    }
}
