// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

/**
 * How many columns of a terminal a text takes: two for each wide character (East Asian scripts, emoji), none for one that
 * combines with that before it, one for any other. By blocks, so that a few rare ones are off. Stateless.
 */
final class Columns {
    /** First and last character of each range of wide ones. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, // Hangul Jamo, initial consonants
        {0x2E80, 0x303E}, // radicals, CJK punctuation
        {0x3041, 0xA4CF}, // Kana to Yi
        {0xA960, 0xA97F}, // Hangul Jamo Extended-A
        {0xAC00, 0xD7A3}, // Hangul syllables
        {0xF900, 0xFAFF}, // compatibility ideographs
        {0xFE30, 0xFE6F}, // compatibility and small forms
        {0xFF01, 0xFF60}, // fullwidth forms
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F}, // pictographs, emoticons
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD} // ideographs of the planes 2 and 3
    };

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::ofCharacter).sum();
    }

    private static int ofCharacter(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
