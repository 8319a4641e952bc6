// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.audio.Resampler;
import java.util.ArrayList;
import java.util.List;

/** Audio that is heard frame by frame, kept at 8 kHz. Thread-safe. */
final class NarrowRecording {
    private final List<AudioFrame> frames = new ArrayList<>();

    synchronized void add(AudioFrame frame) {
        frames.add(frame);
    }

    synchronized short[] samples() {
        int length = frames.stream().mapToInt(AudioFrame::length).sum();
        short[] all = new short[length];
        int at = 0;
        for (AudioFrame frame : frames) {
            frame.copyTo(0, all, at, frame.length());
            at += frame.length();
        }
        return frames.isEmpty() ? all : Resampler.resample(all, frames.get(0).format(), AudioFormat.NARROWBAND);
    }
}
