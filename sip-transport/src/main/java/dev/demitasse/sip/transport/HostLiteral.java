// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

/** Tells literal addresses from names, so that no name is ever looked up on a loop. */
final class HostLiteral {
    private HostLiteral() {}

    /**
     * Whether a host is a literal address.
     *
     * @param host from a URI or a Via
     * @return true for a dotted quad and for what stands in brackets or has a colon
     */
    static boolean isLiteral(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        int parts = 1;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                if (digits == 0) {
                    return false;
                }
                parts++;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9') {
                value = value * 10 + c - '0';
                digits++;
                if (value > 255 || digits > 3) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return parts == 4 && digits > 0;
    }
}
