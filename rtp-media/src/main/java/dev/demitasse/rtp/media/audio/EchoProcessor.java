// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioProcessor;

/** Sends back what is received, in the format that is sent. For one session; allocates nothing per frame. */
public final class EchoProcessor implements AudioProcessor {
    private FrameConverter converter = new FrameConverter(AudioFormat.NARROWBAND, AudioFormat.NARROWBAND);

    /** Makes an echo. */
    public EchoProcessor() {}

    @Override
    public void onFormats(AudioFormat received, AudioFormat toSend) {
        converter = new FrameConverter(received, toSend);
    }

    @Override
    public boolean process(short[] received, short[] toSend, long now) {
        converter.convert(received, toSend);
        return true;
    }
}
