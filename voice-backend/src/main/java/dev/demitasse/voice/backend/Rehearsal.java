// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.ua.OfferReply;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call's messages, gone through once before there is a call, without a network, a clock or a random number: the JVM loads
 * and links then what the first caller would otherwise wait for. Tens of milliseconds in a new JVM, a fraction of one later.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceBackend.class);
    private static final int PORT = 4000;

    private Rehearsal() {}

    /** Offers, parses, answers and writes what a backend with that plan would; gives the answer, for tests. */
    static Optional<byte[]> of(MediaPlan plan) {
        try {
            return Optional.of(answer(plan));
        } catch (SipParseException | SdpParseException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] answer(MediaPlan plan) throws SipParseException, SdpParseException {
        List<AudioCodec> codecs = plan.chosen(List.of());
        codecs.forEach(Rehearsal::codec);
        MediaNegotiation caller = negotiation(plan, codecs);
        MediaNegotiation callee = negotiation(plan, codecs);
        var invite = (SipRequest) new SipParser().parse(invite(caller.createOffer()));
        SessionIdentity.of(invite);
        SipResponse.Builder ok = SipResponse.responseTo(invite, SipStatus.OK);
        SessionDescription offer = SdpParser.create().parse(invite.body().toArray());
        if (callee.takeOffer(offer) instanceof OfferReply.Answered answered) {
            NegotiatedParameters.of(callee.audio().orElseThrow(), callee.target(), plan.codecs());
            ok.body(MediaType.SDP, answered.answer().toBytes());
        }
        return ok.build().toBytes();
    }

    private static MediaNegotiation negotiation(MediaPlan plan, List<AudioCodec> codecs) {
        InetAddress here = InetAddress.getLoopbackAddress();
        LocalCapabilities capabilities = plan.capabilities(here, PORT, codecs);
        return new MediaNegotiation(capabilities, plan.offersRtcpMux(), 1, here, agreed -> {});
    }

    private static byte[] invite(SessionDescription offer) {
        String body = new String(offer.toBytes(), StandardCharsets.UTF_8);
        return String.join(
                        "\r\n",
                        "INVITE sip:b@127.0.0.1 SIP/2.0",
                        "Via: SIP/2.0/UDP 127.0.0.1:5060;rport;branch=z9hG4bK1",
                        "Max-Forwards: 70",
                        "From: \"A\" <sip:a@127.0.0.1>;tag=1",
                        "To: <sip:b@127.0.0.1>",
                        "Call-ID: 1",
                        "CSeq: 1 INVITE",
                        "Contact: <sip:a@127.0.0.1:5060>",
                        "Content-Type: application/sdp",
                        "",
                        body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A frame of silence there and back. A codec that throws is not the start's concern: other codecs may serve every call. */
    private static void codec(AudioCodec codec) {
        int frame = codec.sampleRateHz() / 50 * codec.audioChannels();
        byte[] payload = new byte[codec.maximumPayloadBytes(frame)];
        try (AudioEncoder encoder = codec.newEncoder("");
                AudioDecoder decoder = codec.newDecoder("")) {
            int length = encoder.encode(new short[frame], 0, frame, payload, 0);
            decoder.decode(payload, 0, length, new short[6 * frame]);
        } catch (RuntimeException | Error failure) {
            LOG.warn("{} has failed before the first call", codec.encodingName(), failure);
        }
    }
}
