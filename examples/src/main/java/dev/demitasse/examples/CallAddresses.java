// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whom to call, to reach the echo that listens here: in lines, for the address it has bound. */
final class CallAddresses {
    private static final int SIP_PORT = 5060;

    private CallAddresses() {}

    /** The addresses of this machine, of interfaces that are up. */
    static List<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(CallAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException unknown) {
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    private static boolean isUp(NetworkInterface found) {
        try {
            return found.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    /** What to say of an address that is bound, on a machine that has those. */
    static List<String> lines(InetSocketAddress bound, List<InetAddress> machine) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of("call " + uri(bound.getAddress(), bound.getPort()));
        }
        boolean version4 = bound.getAddress() instanceof Inet4Address;
        List<InetAddress> callable = machine.stream()
                .filter(address -> !version4 || address instanceof Inet4Address)
                .filter(address -> !address.isLinkLocalAddress()) // without an interface it is nobody's
                .sorted(Comparator.comparing(InetAddress::isLoopbackAddress))
                .toList();
        List<String> lines = new ArrayList<>();
        callable.forEach(address -> lines.add("call " + uri(address, bound.getPort())));
        if (!callable.isEmpty()) {
            String one = Output.text(new InetSocketAddress(callable.get(0), bound.getPort()));
            lines.add("(any address of this machine is heard on; --sip " + one + " takes that one alone)");
        }
        return lines;
    }

    private static String uri(InetAddress address, int port) {
        String text = Output.text(new InetSocketAddress(address, port));
        String host = port == SIP_PORT ? text.substring(0, text.lastIndexOf(':')) : text;
        return "sip:echo@" + host + (address.isLoopbackAddress() ? " from this machine" : "");
    }
}
