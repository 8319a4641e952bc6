// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.List;

/** For each key a few values that are valid by its RFC's grammar, each written as that allows, and some that are not. */
final class HeaderTable {
    /** One key with its values; an empty valid value stands for a list without elements. */
    record Row<T>(Header<T> header, List<String> valid, List<String> malformed) {
        Row<T> malformed(String... values) {
            return new Row<>(header, valid, List.of(values));
        }

        @Override
        public String toString() {
            return header.name();
        }
    }

    private static final String[] NO_ADDRESS = {
        "", "a b", "<sip:a@h", "\"x <sip:a@h>", "<sip:a@h>;a=1;A=2", "<sip:a@h>;x="
    };
    private static final String[] NO_ROUTE = {"sip:p.example.com;lr", "<sip:a@h>,", "<>", "*", "<sip:a@h> <sip:b@h>"};
    private static final String[] NO_INFO = {"http://h/x", "\"x\" <http://h/x>", "<x>", "<http://h/x>,", "Auto Answer"};
    private static final String[] NO_TOKENS = {"a b", "a,,b", "a,", ",", "\"a\"", "a;b"};
    private static final String[] NO_TOKEN = {"", "a b", "a,b", "\"a\"", "a;b=1"};
    private static final String[] NO_PARAMETERIZED = {"a;", "a;b=", "a;b=1;B=2", ";a", "a b", "a;b=\"x", "\"a\""};
    private static final String[] NO_SECONDS = {"", "-1", "4294967296", "1 2", "1;x=1", "1.5", "0x1"};
    private static final String[] NO_CHALLENGE = {
        "Digest",
        "Digest realm",
        "Digest realm=",
        "Digest realm=\"x\" nonce=\"y\"",
        "Digest realm=\"x\",",
        "Digest realm=\"x\", REALM=\"y\"",
        "Digest realm=\"x",
        "Digest =\"x\"",
        "=",
        "Digest realm=\"x\";a=b",
        "Digest dG9rZW42OA==",
        "Basic dG9rZW42OA== x",
        "\"Digest\" realm=\"x\"",
        "Digest,realm=\"x\""
    };
    private static final String[] NO_MEDIA_TYPE = {"a", "a/", "/b", "a/b/c", "a/b;c=\"x"};

    static final List<Row<?>> ROWS = rows();

    private HeaderTable() {}

    private static <T> Row<T> row(Header<T> header, String... valid) {
        return new Row<>(header, List.of(valid), List.of());
    }

    private static List<Row<?>> rows() {
        List<Row<?>> rows = new ArrayList<>();
        addresses(rows);
        capabilities(rows);
        bodies(rows);
        numbers(rows);
        authentication(rows);
        dialogs(rows);
        texts(rows);
        return List.copyOf(rows);
    }

    private static void addresses(List<Row<?>> rows) {
        rows.add(row(
                        Header.FROM,
                        "\"A. G. Bell\" <sip:agb@bell-telephone.com>;tag=a48s",
                        "sip:+12125551212@h;tag=887s",
                        "Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8")
                .malformed(NO_ADDRESS));
        rows.add(row(Header.TO, "The Operator <sip:operator@cs.columbia.edu>;tag=287447", "sip:+12125551212@h")
                .malformed(NO_ADDRESS));
        rows.add(row(
                        Header.CONTACT,
                        "*",
                        "\"Mr. Watson\" <sip:w@h>;q=0.7;expires=3600,\n \"W\" <mailto:w@h> ;q=0.1",
                        "<sip:a@h;ob>;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\";reg-id=1",
                        "<sip:a@192.0.2.2>;pub-gruu=\"sip:a@h;gr=urn:uuid:f81d\";temp-gruu=\"sip:tgruu.7hs@h;gr\"")
                .malformed("*, <sip:a@h>", "*;expires=0", "<sip:a@h>,", "a b"));
        rows.add(row(Header.REPLY_TO, "Bob <sip:bob@biloxi.com>", "sip:bob@biloxi.com")
                .malformed(NO_ADDRESS));
        rows.add(row(
                        Header.REFER_TO,
                        "sip:alice@atlanta.example.com",
                        "<sip:bob@h?Replaces=1%40h%3Bto-tag%3D7>",
                        "<sip:carol@cleveland.example.com;method=SUBSCRIBE>",
                        "http://www.ietf.org")
                .malformed("sip:b@h?Accept-Contact=x", "<sip:a@h>, <sip:b@h>", "", "<sip:a@h"));
        rows.add(row(
                        Header.REFERRED_BY,
                        "<sip:referror@example>;cid=\"20398823.2UWQFN309shb3@example\"",
                        "sip:r@ref.example")
                .malformed(NO_ADDRESS));
        for (var header : List.of(Header.P_ASSERTED_IDENTITY, Header.P_PREFERRED_IDENTITY)) {
            rows.add(
                    row(header, "\"Cullen Jennings\" <sip:fluffy@cisco.com>", "tel:+14085264000", "<sip:a@h>, <tel:+1>")
                            .malformed("<sip:a@h>,", "a b", "*"));
        }
        for (var header : List.of(Header.ROUTE, Header.RECORD_ROUTE, Header.PATH, Header.SERVICE_ROUTE)) {
            rows.add(row(
                            header,
                            "<sip:bigbox3.site3.atlanta.com;lr>,\n <sip:server10.biloxi.com;lr>",
                            "<sip:p;lr>;foo=bar",
                            "P2 <sips:p2.example.com;lr>")
                    .malformed(NO_ROUTE));
        }
        rows.add(row(
                        Header.DIVERSION,
                        "<sip:+19195551000@h>;reason=user-busy;counter=1;privacy=\"full\"",
                        "\"Bob\" <tel:+1>;reason=unknown,<sip:c@h>;reason=\"no answer\"")
                .malformed(NO_ROUTE));
        rows.add(row(
                        Header.HISTORY_INFO,
                        "<sip:bob@h?Reason=SIP%3Bcause%3D302>;index=1,<sip:o@h>;index=1.1;rc=1",
                        "<sip:bob@192.0.2.4>;index=1.2.1;mp=1")
                .malformed(NO_ROUTE));
        rows.add(row(Header.REMOTE_PARTY_ID, "\"J\" <sip:j@h>;party=calling;id-type=subscriber;privacy=full;screen=yes")
                .malformed(NO_ROUTE));
        rows.add(row(Header.ALERT_INFO, "<http://www.example.com/sounds/moo.wav>", "<urn:alert:service:normal>;info=x")
                .malformed(NO_INFO));
        rows.add(row(Header.CALL_INFO, "<http://h/alice/photo.jpg> ;purpose=icon,\n <http://h/alice/> ;purpose=info")
                .malformed(NO_INFO));
        rows.add(row(Header.ERROR_INFO, "<sip:not-in-service-recording@atlanta.com>")
                .malformed(NO_INFO));
    }

    private static void capabilities(List<Row<?>> rows) {
        rows.add(row(Header.ALLOW, "INVITE, ACK, OPTIONS,CANCEL ,\tBYE", "", "FOO.bar")
                .malformed(NO_TOKENS));
        for (var header : List.of(Header.SUPPORTED, Header.REQUIRE, Header.PROXY_REQUIRE, Header.UNSUPPORTED)) {
            rows.add(row(header, "100rel", "", "100rel , timer,\n replaces").malformed(NO_TOKENS));
        }
        rows.add(row(Header.ALLOW_EVENTS, "spirits-INDPs", "presence, presence.winfo")
                .malformed(NO_TOKENS));
        rows.add(row(Header.REQUEST_DISPOSITION, "proxy, recurse, parallel", "no-fork")
                .malformed(NO_TOKENS));
        rows.add(
                row(Header.ACCEPT, "application/sdp;level=1, application/x-private, text/html", "", "*/*;q=0.1, text/*")
                        .malformed(NO_MEDIA_TYPE));
        rows.add(row(Header.ACCEPT_ENCODING, "gzip", "", "gzip;q=1.0, identity; q=0.5, *;q=0")
                .malformed(NO_PARAMETERIZED));
        rows.add(row(Header.ACCEPT_LANGUAGE, "da, en-gb;q=0.8, en;q=0.7", "", "*")
                .malformed(NO_PARAMETERIZED));
        rows.add(row(
                        Header.ACCEPT_CONTACT,
                        "*;audio;require",
                        "*;methods=\"BYE,OPTIONS\";class=\"business\";q=1.0, *;video")
                .malformed(NO_PARAMETERIZED));
        rows.add(row(Header.REJECT_CONTACT, "*;actor=\"msg-taker\";video").malformed(NO_PARAMETERIZED));
        rows.add(row(Header.RECV_INFO, "", "foo, bar;x=1").malformed(NO_PARAMETERIZED));
        rows.add(row(Header.INFO_PACKAGE, "foo", "foo;a=\"b c\"").malformed(NO_PARAMETERIZED));
    }

    private static void bodies(List<Row<?>> rows) {
        rows.add(row(
                        Header.CONTENT_TYPE,
                        "application/sdp",
                        "text/html; charset=ISO-8859-4",
                        "Multipart / Mixed ;boundary=\"a;b\"")
                .malformed(NO_MEDIA_TYPE));
        rows.add(row(Header.CONTENT_DISPOSITION, "session", "icon ;handling=optional", "by-reference")
                .malformed(NO_PARAMETERIZED));
        rows.add(row(Header.CONTENT_ENCODING, "gzip", "gzip, tar").malformed(NO_TOKENS));
        rows.add(row(Header.CONTENT_LANGUAGE, "fr", "i-klingon, de-DE-1996").malformed(NO_TOKENS));
        rows.add(row(Header.MIME_VERSION, "1.0", "12.34").malformed("", "1", "1.", ".0", "1.0.0", "1.0 (x)", "a.b"));
        rows.add(row(Header.CONTENT_LENGTH));
        rows.add(row(Header.SIP_ETAG, "dx200xyz").malformed(NO_TOKEN));
        rows.add(row(Header.SIP_IF_MATCH, "kwj449x").malformed(NO_TOKEN));
    }

    private static void numbers(List<Row<?>> rows) {
        rows.add(row(Header.MAX_FORWARDS, "0", "6", "070", "255").malformed("", "256", "-1", "7 0", "a", "6;x"));
        for (var header : List.of(Header.EXPIRES, Header.MIN_EXPIRES, Header.FLOW_TIMER)) {
            rows.add(row(header, "0", "5", "4294967295").malformed(NO_SECONDS));
        }
        rows.add(row(Header.RSEQ, "1", "988789", "4294967295").malformed("0", "", "4294967296", "-1", "1 INVITE"));
        rows.add(row(Header.RACK, "776656 1 INVITE", "1 \t 07\n INVITE", "4294967295 2147483647 X")
                .malformed(
                        "",
                        "1",
                        "1 2",
                        "0 1 INVITE",
                        "1 2147483648 INVITE",
                        "4294967296 1 INVITE",
                        "1 1 INVITE x",
                        "1 INVITE",
                        "INVITE 1 1"));
        rows.add(row(
                        Header.RETRY_AFTER,
                        "18000;duration=3600",
                        "120 (I'm in a meeting)",
                        "1(a(b\\))c);x;duration=5",
                        "0")
                .malformed("", "-1", "4294967296", "1 (open", "1 (open\\", "x", "1 (a) b", "1;"));
        rows.add(row(Header.SESSION_EXPIRES, "4000;refresher=uac", "1800", "90 ; refresher=uas;x=\"y\"")
                .malformed("", "1 (comment)", "4294967296", "x", "90;", "90, 91", "90;refresher="));
        rows.add(row(Header.MIN_SE, "60", "3600;lr").malformed("", "1 (comment)", "x", "4294967296"));
        rows.add(row(
                        Header.TIMESTAMP,
                        "54",
                        "54.21",
                        "54. 0.3",
                        "0 .5",
                        "1 .",
                        "9 1.",
                        "12345678901234567890.12345678901234567890")
                .malformed(
                        "",
                        ".5",
                        "-1",
                        "1 2 3",
                        "1,5",
                        "1e5",
                        "123456789012345678901",
                        "1.123456789012345678901",
                        "1 x"));
        rows.add(row(
                        Header.DATE,
                        "Sat, 13 Nov 2010 23:29:00 GMT",
                        "Thu, 01 Jan 1970 00:00:00 GMT",
                        "Sun, 29 Feb 2032 23:59:59 GMT")
                .malformed(
                        "",
                        "Sat, 13 Nov 2010 23:29:00 EST",
                        "Sat, 13 Nov 2010 24:00:00 GMT",
                        "Sat, 31 Feb 2010 23:29:00 GMT",
                        "sat, 13 nov 2010 23:29:00 gmt",
                        "Sat, 13 Nov 2010 23:29:61 GMT",
                        "Saturday, 13-Nov-10 23:29:00 GMT",
                        "Sat Nov 13 23:29:00 2010",
                        "Sat, 13 Nov 2010 23:29:00 GMT x",
                        "Sat, 1x Nov 2010 23:29:00 GMT",
                        "Sat, 13 Foo 2010 23:29:00 GMT",
                        "Sat,  1 Nov 2010 23:29:00 GMT",
                        "1289690940",
                        "Sat, 1\u00b2 Nov 2010 23:29:00 GMT"));
        rows.add(row(
                        Header.WARNING,
                        "307 isi.edu \"Session parameter 'foo' not understood\"",
                        "301 isi.edu \"E.164\", 399 [::1]:5060 \"a, \\\"b\\\"\"")
                .malformed(
                        "1812 overture \"x\"",
                        "99 h \"x\"",
                        "0305 h \"x\"",
                        "399 h x",
                        "399 h\"x\"",
                        "399h \"x\"",
                        "399 h",
                        "399 \"x\"",
                        "305 h \"x\","));
    }

    private static void authentication(List<Row<?>> rows) {
        for (var header : List.of(Header.WWW_AUTHENTICATE, Header.PROXY_AUTHENTICATE)) {
            rows.add(row(
                            header,
                            "Digest realm=\"atlanta.example.com\",\n domain=\"sip:ss1.carrier.com\", qop=\"auth,auth-int\","
                                    + " nonce=\"f84f1cec41e6cbe5aea9c8e88d359\", opaque=\"\", stale=FALSE, algorithm=MD5",
                            "Digest realm=\"a\", nonce=\"b\", Basic realm=\"c\" ,Negotiate, NTLM abc=",
                            "digest realm = unquoted",
                            "Negotiate",
                            "Bearer authz_server=\"https://h/x\", error=\"invalid_token\"")
                    .malformed(NO_CHALLENGE));
        }
        for (var header : List.of(Header.AUTHORIZATION, Header.PROXY_AUTHORIZATION)) {
            rows.add(row(
                            header,
                            "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                                    + " uri=\"sip:bob@biloxi.com\", qop=auth, nc=00000001, cnonce=\"0a4f113b\","
                                    + " response=\"6629fae49393a05397450978507c4ef1\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                            "Digest username*=UTF-8''J%C3%A4s, userhash=false",
                            "Bearer mF_9.B5f-4.1JqM",
                            "Basic QWxhZGRpbjo=")
                    .malformed(
                            "",
                            "Digest",
                            "Digest a=b, Basic c=d",
                            "Digest a=b, a=c",
                            "Digest a",
                            "Basic a== b",
                            "Bearer a, Bearer b",
                            "Digest a=\"",
                            "Digest a=b,"));
        }
        for (var header : List.of(Header.AUTHENTICATION_INFO, Header.PROXY_AUTHENTICATION_INFO)) {
            rows.add(row(
                            header,
                            "nextnonce=\"47364c23432d2e131a5fb210812c\"",
                            "qop=auth, rspauth=\"\", cnonce=\"1\" ,nc=0000000a")
                    .malformed("", "Digest nextnonce=\"1\"", "nextnonce", "a=1,a=2", "a=1,", "a=\"1", "=", "a=1 b=2"));
        }
        rows.add(row(
                        Header.IDENTITY,
                        "eyJhbGciOiJFUzI1NiJ9..c2lnbmF0dXJl_-;info=<https://biloxi.example.org/biloxi.cert>",
                        "aa+/==;alg=ES256;info=<cid:x@h> ; ppt=\"shaken\";flag",
                        "a ; info = <https://h/c>;alg=RS256",
                        "abc/+==",
                        "abc;alg=ES256")
                .malformed(
                        "",
                        "abc;info=\"https://h/c\"",
                        "abc;info=<https://h/c",
                        "abc;info=<x>",
                        "abc;info=<http://h>;info=<http://h>",
                        "abc;info=<http://h>;alg=1;ALG=2",
                        "\"abc\";info=<http://h>",
                        "abc;info=<http://h>, b;info=<http://h>",
                        "abc;info=<http://h>;",
                        "abc;info=<http://h>;alg=",
                        ";info=<http://h>"));
        rows.add(row(Header.PRIVACY, "none", "id;critical", "header ; user;session")
                .malformed("", "id,user", "id;", ";id", "id;;user", "id=1", "id user"));
    }

    private static void dialogs(List<Row<?>> rows) {
        rows.add(row(
                        Header.VIA,
                        "SIP/2.0/UDP erlang.bell-telephone.com:5060;branch=z9hG4bK87asdks7",
                        "SIP / 2.0 / UDP first.example.com: 4000;ttl=16\n ;maddr=224.2.0.1 ;branch=z9hG4bKa7c6a8dlze.1",
                        "SIP/2.0/TCP [2001:db8::1];rport;received=192.0.2.1, SIP/2.0/TLS-SCTP h")
                .malformed("SIP/2.0/UDP", "SIP/2.0 UDP h", "SIP/2.0/UDP h;", "SIP/2.0/UDP h:65536", "SIP/2.0/UDPh"));
        rows.add(row(Header.CALL_ID, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6@foo.bar.com", "a84b4c76e66710")
                .malformed("", "a b", "a@b@c", "@b", "a@"));
        rows.add(row(Header.IN_REPLY_TO, "70710@saturn.bell-tel.com, 17320@saturn.bell-tel.com", "a")
                .malformed("a,", "a b", ",", "a@", "a;b"));
        rows.add(row(Header.CSEQ, "4711 OPTIONS", "0 OPTIONS", "2147483647 \t\n OPTIONS")
                .malformed("2147483648 OPTIONS", "1", "OPTIONS", "1OPTIONS", "-1 OPTIONS", "1 OPTIONS x", "1 INVITE"));
        for (var header : List.of(Header.REPLACES, Header.JOIN)) {
            rows.add(row(
                            header,
                            "98732@sip.example.com\n ;from-tag=r33th4x0r\n ;to-tag=ff87ff",
                            "12adf2f34456gs5;to-tag=12345;from-tag=54321;early-only;x=\"y\"")
                    .malformed(
                            "",
                            "1@h",
                            "1@h;to-tag=1",
                            "1@h;from-tag=1",
                            "1@h;to-tag=1;to-tag=2;from-tag=3",
                            "1@h;to-tag;from-tag=1",
                            "1@h;to-tag=\"\";from-tag=1",
                            ";to-tag=1;from-tag=2",
                            "1@h;to-tag=1;from-tag=2, 2@h;to-tag=1;from-tag=2",
                            "a b;to-tag=1;from-tag=2"));
        }
        rows.add(row(Header.TARGET_DIALOG, "fa77as7dad8-sd98ajzz@host.example.com ;local-tag=kkaz-\n ;remote-tag=6544")
                .malformed("", "1@h", "1@h;local-tag=1", "1@h;remote-tag=1", "1@h;to-tag=1;from-tag=2"));
        rows.add(row(Header.EVENT, "presence", "foo.bar;param=abcd;id=1234").malformed(NO_PARAMETERIZED));
        rows.add(row(Header.SUBSCRIPTION_STATE, "active;expires=3599", "terminated ;reason=noresource;retry-after=5")
                .malformed(NO_PARAMETERIZED));
        rows.add(row(
                        Header.REASON,
                        "SIP ;cause=200 ;text=\"Call completed elsewhere\"",
                        "Q.850 ;cause=16 ;text=\"Terminated\", SIP;cause=600")
                .malformed(NO_PARAMETERIZED));
        rows.add(row(Header.REFER_SUB, "false", "true;x").malformed(NO_PARAMETERIZED));
        rows.add(row(Header.ANSWER_MODE, "Manual", "Auto;require").malformed(NO_PARAMETERIZED));
        rows.add(row(Header.PRIV_ANSWER_MODE, "Auto", "Manual;require").malformed(NO_PARAMETERIZED));
        rows.add(row(Header.PRIORITY, "emergency", "non-urgent").malformed(NO_TOKEN));
    }

    private static void texts(List<Row<?>> rows) {
        rows.add(row(Header.USER_AGENT, "Softphone Beta1.5", "X/1 (a (b) \"c)", ""));
        rows.add(row(Header.SERVER, "HomeServer v2"));
        rows.add(row(Header.SUBJECT, "Need more boxes, \u00e4\u00f6\u00fc", ""));
        rows.add(row(Header.ORGANIZATION, "Boxes by Bob"));
    }
}
