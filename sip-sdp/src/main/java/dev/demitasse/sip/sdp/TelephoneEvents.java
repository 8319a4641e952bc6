// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/** Numbers {@code telephone-event} beside codecs. */
final class TelephoneEvents {
    private TelephoneEvents() {}

    /** One for each clock rate among the codecs that has none: the first under this number, then the next free ones. */
    static List<MediaFormat> beside(List<MediaFormat> formats, int payloadType) {
        List<MediaFormat> all = new ArrayList<>(formats);
        int number = payloadType;
        for (MediaFormat codec : formats) {
            var event = MediaFormat.telephoneEvent(number, codec.clockRateHz());
            if (codec.isCodec() && all.stream().noneMatch(event::sameEncoding)) {
                all.add(event);
                number = nextFree(all, number);
            }
        }
        return List.copyOf(all.subList(formats.size(), all.size()));
    }

    private static int nextFree(List<MediaFormat> formats, int after) {
        int number = after;
        do {
            number = number == 127 ? 96 : number + 1;
        } while (taken(formats, number) && number != after);
        return number;
    }

    private static boolean taken(List<MediaFormat> formats, int number) {
        return formats.stream().anyMatch(format -> format.payloadType() == number);
    }
}
