// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpParameters;
import java.nio.ByteBuffer;

/** The digits of an outgoing stream, as packets of the payload type that was agreed on for them. Not thread-safe. */
final class OutgoingDigits {
    private final DtmfSender dtmf;
    private int payloadType = -1;
    private int clockRateHz;
    private int slotTicks;

    OutgoingDigits(DtmfSender dtmf) {
        this.dtmf = dtmf;
    }

    void configure(RtpParameters parameters, Rates rates, int ptimeMillis) {
        payloadType = parameters.sendTelephoneEvent().orElse(-1);
        clockRateHz = rates.clockRateHz();
        dtmf.measureIn(parameters.sendTelephoneEventClockRateHz());
        slotTicks = rates.ticksIn(ptimeMillis);
        if (payloadType < 0) {
            dtmf.forget();
        }
    }

    /** A packet time has come: says whether it is for a digit. */
    DtmfSender.Output onSlot(int timestamp) {
        return payloadType < 0 ? DtmfSender.Output.NOTHING : dtmf.onSlot(timestamp, slotTicks, clockRateHz);
    }

    /** A packet time passes in which nothing may be sent. */
    DtmfSender.Output onHold() {
        dtmf.onHold();
        return DtmfSender.Output.PAUSE;
    }

    /** Writes the packet; gives the length of its payload. */
    int write(SentHeaders headers, ByteBuffer to) {
        headers.write(to, payloadType, dtmf.marker(), dtmf.timestamp());
        dtmf.writePayload(to);
        return DtmfSender.PAYLOAD_BYTES;
    }
}
