// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * The two laws of ITU-T G.711, as tables: 256 entries to decode, 16,386 bytes to encode any 16-bit sample. Immutable.
 *
 * <p>No step of either is finer than four, so two bits of a sample's magnitude do not count. A small table stays in the processor's
 * cache. mu-law takes 14 bits of a sample, A-law 13; both are one sign bit, a segment of three bits, and four bits of the
 * segment's step.
 */
final class G711 {
    static final G711 MU_LAW = new G711(true);
    static final G711 A_LAW = new G711(false);

    /** Added in mu-law before the segment is found, so that segments begin at powers of two: 33 of 14 bits. */
    private static final int MU_BIAS = 33 << 2;

    private static final int MU_CLIP = 32_635;

    private static final int FINER_BITS = 2;

    /** Of one sign. */
    private static final int MAGNITUDES = (32_768 >> FINER_BITS) + 1;

    private final short[] linear = new short[256];
    /** What is added to the one's complement of a negative sample to have its magnitude: mu-law's is that of two's complement. */
    private final int fromComplement;

    private final byte[] coded = new byte[2 * MAGNITUDES];

    private G711(boolean muLaw) {
        fromComplement = muLaw ? 1 : 0;
        for (int code = 0; code < 256; code++) {
            linear[code] = (short) (muLaw ? decodeMuLaw(code) : decodeALaw(code));
        }
        for (int magnitude = 0; magnitude < MAGNITUDES; magnitude++) {
            int sample = magnitude << FINER_BITS;
            coded[magnitude] = code(muLaw, sample);
            coded[MAGNITUDES + magnitude] = code(muLaw, ~sample);
        }
    }

    private static byte code(boolean muLaw, int sample) {
        return (byte) (muLaw ? encodeMuLaw(sample) : encodeALaw(sample));
    }

    short decode(byte code) {
        return linear[code & 0xFF];
    }

    byte encode(short sample) {
        int sign = sample >> 31; // all ones if negative
        int magnitude = (sample ^ sign) + (sign & fromComplement);
        return coded[(magnitude >> FINER_BITS) + (sign & MAGNITUDES)];
    }

    private static int decodeMuLaw(int code) {
        int inverted = ~code & 0xFF;
        int magnitude = ((((inverted & 0x0F) << 3) + MU_BIAS) << (inverted >> 4 & 7)) - MU_BIAS;
        return (inverted & 0x80) == 0 ? magnitude : -magnitude;
    }

    private static int encodeMuLaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(biased);
        return ~(sign | segment << 4 | biased >> segment + 3 & 0x0F) & 0xFF;
    }

    private static int decodeALaw(int code) {
        int toggled = code ^ 0x55;
        int segment = toggled >> 4 & 7;
        int step = (toggled & 0x0F) << 4 | 8;
        int magnitude = segment == 0 ? step : step + 0x100 << segment - 1;
        return (toggled & 0x80) == 0 ? -magnitude : magnitude;
    }

    private static int encodeALaw(int sample) {
        int sign = sample < 0 ? 0 : 0x80;
        // -1 - sample, not -sample: the 13-bit magnitude of a negative value is its one's complement.
        int magnitude = sample < 0 ? ~sample : sample;
        int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
        int step = segment == 0 ? magnitude >> 4 : magnitude >> segment + 3 & 0x0F;
        return (sign | segment << 4 | step & 0x0F) ^ 0x55;
    }
}
