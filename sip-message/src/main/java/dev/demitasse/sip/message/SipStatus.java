// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * A response status (RFC 3261 sections 7.2 and 21): a code and the phrase that goes with it by default. There is one
 * instance per code, known or not. Immutable and thread-safe.
 */
public final class SipStatus {
    private static final String PHRASES = """
            100 Trying
            180 Ringing
            181 Call Is Being Forwarded
            182 Queued
            183 Session Progress
            199 Early Dialog Terminated
            200 OK
            202 Accepted
            204 No Notification
            300 Multiple Choices
            301 Moved Permanently
            302 Moved Temporarily
            305 Use Proxy
            380 Alternative Service
            400 Bad Request
            401 Unauthorized
            402 Payment Required
            403 Forbidden
            404 Not Found
            405 Method Not Allowed
            406 Not Acceptable
            407 Proxy Authentication Required
            408 Request Timeout
            410 Gone
            412 Conditional Request Failed
            413 Request Entity Too Large
            414 Request-URI Too Long
            415 Unsupported Media Type
            416 Unsupported URI Scheme
            417 Unknown Resource-Priority
            420 Bad Extension
            421 Extension Required
            422 Session Interval Too Small
            423 Interval Too Brief
            424 Bad Location Information
            425 Bad Alert Message
            428 Use Identity Header
            429 Provide Referrer Identity
            430 Flow Failed
            433 Anonymity Disallowed
            436 Bad Identity Info
            437 Unsupported Credential
            438 Invalid Identity Header
            439 First Hop Lacks Outbound Support
            440 Max-Breadth Exceeded
            469 Bad Info Package
            470 Consent Needed
            480 Temporarily Unavailable
            481 Call/Transaction Does Not Exist
            482 Loop Detected
            483 Too Many Hops
            484 Address Incomplete
            485 Ambiguous
            486 Busy Here
            487 Request Terminated
            488 Not Acceptable Here
            489 Bad Event
            491 Request Pending
            493 Undecipherable
            494 Security Agreement Required
            500 Server Internal Error
            501 Not Implemented
            502 Bad Gateway
            503 Service Unavailable
            504 Server Time-out
            505 Version Not Supported
            513 Message Too Large
            555 Push Notification Service Not Supported
            580 Precondition Failure
            600 Busy Everywhere
            603 Decline
            604 Does Not Exist Anywhere
            606 Not Acceptable
            607 Unwanted
            608 Rejected""";

    private static final SipStatus[] ALL = new SipStatus[700];

    static {
        PHRASES.lines().forEach(line -> {
            int code = Integer.parseInt(line.substring(0, 3));
            ALL[code] = new SipStatus(code, line.substring(4));
        });
        for (int code = 100; code < ALL.length; code++) {
            if (ALL[code] == null) {
                // RFC 3261 8.1.3.2: an unknown final response is treated as the x00 of its class, a provisional as 183.
                ALL[code] = new SipStatus(code, ALL[code < 200 ? 183 : code / 100 * 100].phrase);
            }
        }
    }

    /** 100 Trying. */
    public static final SipStatus TRYING = of(100);

    /** 180 Ringing. */
    public static final SipStatus RINGING = of(180);

    /** 183 Session Progress. */
    public static final SipStatus SESSION_PROGRESS = of(183);

    /** 200 OK. */
    public static final SipStatus OK = of(200);

    /** 202 Accepted. */
    public static final SipStatus ACCEPTED = of(202);

    /** 302 Moved Temporarily. */
    public static final SipStatus MOVED_TEMPORARILY = of(302);

    /** 400 Bad Request. */
    public static final SipStatus BAD_REQUEST = of(400);

    /** 401 Unauthorized. */
    public static final SipStatus UNAUTHORIZED = of(401);

    /** 403 Forbidden. */
    public static final SipStatus FORBIDDEN = of(403);

    /** 404 Not Found. */
    public static final SipStatus NOT_FOUND = of(404);

    /** 405 Method Not Allowed. */
    public static final SipStatus METHOD_NOT_ALLOWED = of(405);

    /** 407 Proxy Authentication Required. */
    public static final SipStatus PROXY_AUTHENTICATION_REQUIRED = of(407);

    /** 408 Request Timeout. */
    public static final SipStatus REQUEST_TIMEOUT = of(408);

    /** 413 Request Entity Too Large. */
    public static final SipStatus REQUEST_ENTITY_TOO_LARGE = of(413);

    /** 415 Unsupported Media Type. */
    public static final SipStatus UNSUPPORTED_MEDIA_TYPE = of(415);

    /** 416 Unsupported URI Scheme. */
    public static final SipStatus UNSUPPORTED_URI_SCHEME = of(416);

    /** 420 Bad Extension. */
    public static final SipStatus BAD_EXTENSION = of(420);

    /** 422 Session Interval Too Small. */
    public static final SipStatus SESSION_INTERVAL_TOO_SMALL = of(422);

    /** 480 Temporarily Unavailable. */
    public static final SipStatus TEMPORARILY_UNAVAILABLE = of(480);

    /** 481 Call/Transaction Does Not Exist. */
    public static final SipStatus CALL_OR_TRANSACTION_DOES_NOT_EXIST = of(481);

    /** 482 Loop Detected. */
    public static final SipStatus LOOP_DETECTED = of(482);

    /** 483 Too Many Hops. */
    public static final SipStatus TOO_MANY_HOPS = of(483);

    /** 486 Busy Here. */
    public static final SipStatus BUSY_HERE = of(486);

    /** 487 Request Terminated. */
    public static final SipStatus REQUEST_TERMINATED = of(487);

    /** 488 Not Acceptable Here. */
    public static final SipStatus NOT_ACCEPTABLE_HERE = of(488);

    /** 491 Request Pending. */
    public static final SipStatus REQUEST_PENDING = of(491);

    /** 500 Server Internal Error. */
    public static final SipStatus SERVER_INTERNAL_ERROR = of(500);

    /** 501 Not Implemented. */
    public static final SipStatus NOT_IMPLEMENTED = of(501);

    /** 503 Service Unavailable. */
    public static final SipStatus SERVICE_UNAVAILABLE = of(503);

    /** 504 Server Time-out. */
    public static final SipStatus SERVER_TIMEOUT = of(504);

    /** 505 Version Not Supported. */
    public static final SipStatus VERSION_NOT_SUPPORTED = of(505);

    /** 513 Message Too Large. */
    public static final SipStatus MESSAGE_TOO_LARGE = of(513);

    /** 600 Busy Everywhere. */
    public static final SipStatus BUSY_EVERYWHERE = of(600);

    /** 603 Decline. */
    public static final SipStatus DECLINE = of(603);

    private final int code;
    private final String phrase;

    private SipStatus(int code, String phrase) {
        this.code = code;
        this.phrase = phrase;
    }

    /**
     * The status of that code.
     *
     * @param code from 100 to 699
     * @return the one instance for it
     * @throws IllegalArgumentException if the code is out of range
     */
    public static SipStatus of(int code) {
        if (code < 100 || code >= ALL.length) {
            throw new IllegalArgumentException("status code " + code + " is not in 100..699");
        }
        return ALL[code];
    }

    /**
     * The code.
     *
     * @return from 100 to 699
     */
    public int code() {
        return code;
    }

    /**
     * The default reason phrase; for a code that is not registered, that of its class.
     *
     * @return the phrase, never empty
     */
    public String phrase() {
        return phrase;
    }

    /**
     * Whether the request is still being worked on.
     *
     * @return whether it is 1xx
     */
    public boolean isProvisional() {
        return code < 200;
    }

    /**
     * Whether no other response follows.
     *
     * @return whether it is 2xx to 6xx
     */
    public boolean isFinal() {
        return code >= 200;
    }

    /**
     * Whether the request was accepted.
     *
     * @return whether it is 2xx
     */
    public boolean isSuccess() {
        return code >= 200 && code < 300;
    }

    /**
     * Whether the request should go elsewhere.
     *
     * @return whether it is 3xx
     */
    public boolean isRedirection() {
        return code >= 300 && code < 400;
    }

    /**
     * Whether the request failed here or everywhere.
     *
     * @return whether it is 4xx, 5xx or 6xx
     */
    public boolean isFailure() {
        return code >= 400;
    }

    /** Code and phrase. */
    @Override
    public String toString() {
        return code + " " + phrase;
    }
}
