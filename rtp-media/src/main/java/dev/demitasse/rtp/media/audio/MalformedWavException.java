// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import java.io.IOException;

/** A file is no WAV file, or one of a kind that is not read. The message says what was found. */
public final class MalformedWavException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedWavException(String message) {
        super(message);
    }
}
