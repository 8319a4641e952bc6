// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("shared ports that are being bound")
class SharedRtpPortsBindTest {
    private final SimulatedNetwork network = SimulatedNetwork.withSeed(1);
    private final EventLoop loop = network.host("10.0.0.1").mediaLoop();
    private final InetSocketAddress stranger = new InetSocketAddress(InetAddress.getByName("10.0.0.9"), 9_000);

    SharedRtpPortsBindTest() throws IOException {}

    /** A loop on which a datagram comes before the thread that binds goes on. */
    private EventLoop hasty() {
        return (EventLoop) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventLoop.class}, (proxy, method, arguments) -> {
                    Object result = call(method, arguments);
                    if (result instanceof DatagramEndpoint endpoint) {
                        ((DatagramHandler) arguments[1]).onDatagram(endpoint, ByteBuffer.allocate(12), stranger, 0);
                    }
                    return result;
                });
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(loop, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @Test
    @DisplayName("a datagram that comes while they are bound is dropped and counted")
    void whileBinding() throws IOException {
        var local = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 40_000);
        SharedRtpPorts shared = new SharedRtpPorts(hasty(), local);
        assertEquals(2, shared.counters().malformed());
        shared.close();
        network.close();
    }
}
