// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

/** The messages of peers that write their own: carol (192.0.2.3) who calls bob, and dave (192.0.2.3) whom alice calls. */
final class RawMessages {
    static final String SDP = "v=0\no=c 1 1 IN IP4 192.0.2.3\ns=-\nc=IN IP4 192.0.2.3\nt=0 0\nm=audio 4000 RTP/AVP 0\n";
    static final String CONTACT = "Contact: <sip:carol@192.0.2.3>\n";
    static final String SDP_TYPE = "Content-Type: application/sdp\n";

    private RawMessages() {}

    /** A request of carol's. Headers and body end their lines with LF. */
    static String request(String method, String branch, String toTag, int cseq, String more, String body) {
        return method + " sip:bob@192.0.2.2 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.3;branch=z9hG4bK" + branch
                + "\nMax-Forwards: 70\nFrom: <sip:carol@192.0.2.3>;tag=c1\nTo: <sip:bob@192.0.2.2>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\nCall-ID: raw@192.0.2.3\nCSeq: " + cseq + " "
                + method + "\n" + more + "Content-Length: " + length(body) + "\n\n" + body;
    }

    static String request(String method, String branch, String toTag, int cseq) {
        return request(method, branch, toTag, cseq, "", "");
    }

    /** An INVITE of carol's with an offer. */
    static String invite(String branch, String toTag, int cseq) {
        return request("INVITE", branch, toTag, cseq, CONTACT + SDP_TYPE, SDP);
    }

    /** A response of dave's to a request he has heard. */
    static String answer(String request, String status, String tag, String more, String body) {
        return "SIP/2.0 " + status + "\nVia: " + RawPeer.header(request, "Via") + "\nFrom: "
                + RawPeer.header(request, "From") + "\nTo: "
                + RawPeer.header(request, "To").replaceAll(";tag=.*", "")
                + (tag.isEmpty() ? "" : ";tag=" + tag) + "\nCall-ID: " + RawPeer.header(request, "Call-ID")
                + "\nCSeq: " + RawPeer.header(request, "CSeq") + "\n" + more + "Content-Length: " + length(body)
                + "\n\n" + body;
    }

    static String answer(String request, String status, String tag) {
        return answer(request, status, tag, "", "");
    }

    /** A 200 of dave's with a description. */
    static String ok(String request, String tag, String more) {
        return answer(request, "200 OK", tag, more + "Contact: <sip:dave@192.0.2.3>\n" + SDP_TYPE, SDP);
    }

    private static int length(String body) {
        return body.replace("\n", "\r\n").length();
    }
}
