// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("an answer never accepts a profile whose keys it does not give")
class ProfileTest {
    private static final Crypto KEY = Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]);
    private static final Fingerprint PRINT = Fingerprint.of("sha-256", new byte[32]);
    private static final List<String> PROFILES = List.of(
            "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF", "TCP", "rtp/avp");

    /** Every profile, with every choice of keys on either side. */
    static Stream<Arguments> table() {
        return PROFILES.stream()
                .flatMap(profile -> Stream.of(0, 1, 2, 3)
                        .flatMap(ours -> Stream.of(0, 1, 2, 3).map(theirs -> Arguments.of(profile, ours, theirs))));
    }

    private static MediaSecurity security(int which) {
        return new MediaSecurity(
                (which & 1) == 0 ? List.of() : List.of(KEY),
                (which & 2) == 0 ? List.of() : List.of(PRINT),
                Setup.ACTIVE,
                false);
    }

    private static String lines(int which) {
        return ((which & 1) == 0 ? "" : KEY.toAttribute() + "\n")
                + ((which & 2) == 0 ? "" : PRINT.toAttribute() + "\na=setup:actpass\n");
    }

    private static boolean expected(String profile, int ours, int theirs) {
        boolean sdes = (ours & theirs & 1) != 0;
        boolean dtls = (ours & theirs & 2) != 0;
        return switch (profile) {
            case "RTP/AVP", "RTP/AVPF" -> true;
            case "RTP/SAVP", "RTP/SAVPF" -> sdes || dtls;
            case "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF" -> dtls;
            default -> false;
        };
    }

    @ParameterizedTest(name = "{0}, keys {1} and {2}")
    @MethodSource("table")
    @DisplayName("every profile with SDES, DTLS, both or neither on each side")
    void answers(String profile, int ours, int theirs) {
        var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU).security(security(ours));
        var machine = Sdp.machine(Sdp.capabilities(audio.build()));
        var result = machine.takeOffer(Sdp.media("m=audio 5000 " + profile + " 0\n" + lines(theirs)));
        assertEquals(expected(profile, ours, theirs), result instanceof Negotiation.Agreed);
        if (result instanceof Negotiation.Agreed) {
            var line = machine.createAnswer().media().get(0);
            var agreed = machine.media().get(0);
            boolean secure = profile.contains("SAVP");
            assertEquals(profile, line.protocol());
            assertEquals(secure, agreed.crypto().isPresent() != agreed.dtls().isPresent());
            assertEquals(agreed.crypto().isPresent(), line.attribute("crypto").isPresent());
            assertEquals(
                    agreed.dtls().isPresent(), line.attribute("fingerprint").isPresent());
            assertEquals(agreed.dtls().isPresent(), line.attribute("setup").isPresent());
        }
    }

    @ParameterizedTest(name = "{0}, keys {1}")
    @MethodSource("table")
    @DisplayName("an offer of this side has the keys of its profile, or cannot be built")
    void offers(String profile, int ours, int theirs) {
        var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU).security(security(ours));
        if (Profile.of(profile) == Profile.OTHER) {
            assertThrows(IllegalArgumentException.class, () -> audio.protocol(profile));
        } else if (!expected(profile, ours, ours)) {
            assertThrows(IllegalStateException.class, audio.protocol(profile)::build);
        } else {
            var offerer = Sdp.machine(Sdp.capabilities(audio.protocol(profile).build()));
            var answerer = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                    .format(MediaFormat.PCMU)
                    .security(security(theirs))
                    .build()));
            boolean sdesOffered = (ours & 1) != 0 && profile.startsWith("RTP/S");
            int offered = sdesOffered ? 1 : ours & 2;
            var result = answerer.takeOffer(offerer.createOffer());
            assertEquals(expected(profile, offered, theirs), result instanceof Negotiation.Agreed);
        }
    }

    @ParameterizedTest(name = "{0} and keys no longer there: {1}")
    @CsvSource({"RTP/SAVP,RTP/AVP", "UDP/TLS/RTP/SAVPF,RTP/AVP"})
    @DisplayName("a re-offer after the keys are taken away is not one of a profile without its keys")
    void keysTakenAway(String before, String after) {
        var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU);
        var machine = Sdp.machine(Sdp.capabilities(audio.security(security(3)).build()));
        machine.takeOffer(Sdp.media("m=audio 5000 " + before + " 0\n" + lines(3)));
        machine.createAnswer();
        machine.capabilities(Sdp.capabilities(audio.security(MediaSecurity.NONE).build()));
        assertEquals(after, machine.createOffer().media().get(0).protocol());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RTP/AVP,true,false,false,false",
        "RTP/AVPF,true,false,false,true",
        "RTP/SAVP,false,true,false,false",
        "RTP/SAVPF,false,true,false,true",
        "UDP/TLS/RTP/SAVP,false,true,true,false",
        "UDP/TLS/RTP/SAVPF,false,true,true,true",
        "udp,false,false,false,false"
    })
    @DisplayName("what each profile is")
    void kinds(String name, boolean plain, boolean secure, boolean tls, boolean feedback) {
        var profile = Profile.of(name);
        assertEquals(plain, profile.isPlain());
        assertEquals(secure, profile.isSecure());
        assertEquals(tls, profile.isTls());
        assertEquals(feedback, profile.hasFeedback());
        assertFalse(security(0).gives(profile) && !plain);
        assertTrue(security(3).gives(profile) || profile == Profile.OTHER);
        assertEquals(secure, security(3).asRequired().gives(profile));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"RTP/SAVP,NO_KEYS_FOR_SECURE_PROFILE", "RTP/AVP,INCOMPATIBLE_TRANSPORT", "TCP,INCOMPATIBLE_TRANSPORT"})
    @DisplayName("why a stream is refused when protection is required and not offered so that it can be had")
    void reasons(String profile, Negotiation.Reason reason) {
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .security(MediaSecurity.sdes(KEY).asRequired())
                .protocol("RTP/SAVP");
        var result = Sdp.machine(Sdp.capabilities(audio.build()))
                .takeOffer(Sdp.media("m=audio 5000 " + profile + " 0\n" + lines(2)));
        assertEquals(reason, Sdp.reason(result));
    }
}
