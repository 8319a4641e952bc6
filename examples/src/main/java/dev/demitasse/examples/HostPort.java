// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The argument {@code host:port}, the host a name or an address, IPv6 in brackets. */
final class HostPort implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new TypeConversionException("'" + text + "' is not host:port, such as 127.0.0.1:5060");
        }
        int port = port(text, text.substring(colon + 1), 0);
        return new InetSocketAddress(address(text, text.substring(0, colon)), port);
    }

    static InetAddress address(String text, String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || !bracketed && host.indexOf(':') >= 0) {
            throw new TypeConversionException("'" + text + "': an IPv6 address stands in brackets, such as [::1]:5060");
        }
        if (looksNumeric(host) && !isIpv4(host)) {
            throw new TypeConversionException("'" + text + "': " + host + " is not an address");
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new TypeConversionException("'" + text + "': no such host " + host);
        }
    }

    static int port(String text, String digits, int lowest) {
        boolean sound =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = sound ? Integer.parseInt(digits) : -1;
        if (port < lowest || port > 65_535) {
            throw new TypeConversionException("'" + text + "': " + digits + " is not a port");
        }
        return port;
    }

    private static boolean looksNumeric(String host) {
        return host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    /** Four decimal bytes: the JDK would take 127.1 and 2130706433 too, which nobody means. */
    private static boolean isIpv4(String host) {
        int bytes = 0;
        int value = -1;
        for (int i = 0; i <= host.length(); i++) {
            char c = i < host.length() ? host.charAt(i) : '.';
            if (c == '.') {
                if (value < 0 || value > 255) {
                    return false;
                }
                bytes++;
                value = -1;
            } else {
                value = Math.min(256, Math.max(0, value) * 10 + c - '0');
            }
        }
        return bytes == 4;
    }
}
