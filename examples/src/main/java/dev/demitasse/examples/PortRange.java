// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.net.InetAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ports on one address. Immutable. */
record PortRange(InetAddress address, int first, int last) {

    /** The argument {@code host:first-last}. */
    static final class Converter implements ITypeConverter<PortRange> {
        @Override
        public PortRange convert(String text) {
            int colon = text.lastIndexOf(':');
            int dash = text.indexOf('-', colon + 1);
            if (colon <= 0 || dash < 0) {
                throw new TypeConversionException(
                        "'" + text + "' is not host:first-last, such as 127.0.0.1:10000-20000");
            }
            int first = HostPort.port(text, text.substring(colon + 1, dash), 1);
            int last = HostPort.port(text, text.substring(dash + 1), 1);
            if (first + (first & 1) >= last) {
                throw new TypeConversionException("'" + text + "': there is no pair of an even and an odd port in it");
            }
            return new PortRange(HostPort.address(text, text.substring(0, colon)), first, last);
        }
    }
}
