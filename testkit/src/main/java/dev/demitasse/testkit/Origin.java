// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.util.List;
import java.util.Set;

/** Where something was opened: the first callers outside of the test kit and the JDK. Cheap until it is printed. */
final class Origin {
    private static final int CALLERS = 3;
    private static final String PACKAGE = "dev.demitasse.testkit.";
    private static final List<String> OTHERS =
            List.of("java.", "jdk.", "sun.", "org.junit.", "net.jqwik.", "dev.demitasse.event.loop.");

    /** The test kit's own classes through which things are opened and waited for. */
    private static final Set<String> OWN = Set.of(
            "Origin",
            "OpenThing",
            "Baton",
            "VirtualTime",
            "Task",
            "SimulatedSignal",
            "SimulatedNetwork",
            "SimulatedHost",
            "SimulatedLoop",
            "SimulatedDatagram",
            "SimulatedStream",
            "SimulatedListener",
            "StreamOpening");

    private final Throwable trace = new Throwable();

    @Override
    public String toString() {
        return "opened" + callers(trace.getStackTrace());
    }

    /** The first frames of a stack that belong to whoever uses the test kit. */
    static String callers(StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder();
        int callers = 0;
        for (StackTraceElement frame : stack) {
            if (callers < CALLERS && !skipped(frame.getClassName())) {
                text.append(callers++ == 0 ? " at " : " < ")
                        .append(frame.getFileName())
                        .append(':')
                        .append(frame.getLineNumber());
            }
        }
        return text.toString();
    }

    private static boolean skipped(String className) {
        if (!className.startsWith(PACKAGE)) {
            return OTHERS.stream().anyMatch(className::startsWith);
        }
        int nested = className.indexOf('$');
        return OWN.contains(className.substring(PACKAGE.length(), nested < 0 ? className.length() : nested));
    }
}
