// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people write them: a sign, digits, and a point where there may be one. What else Java reads is a slip here. */
final class Numbers {
    private Numbers() {}

    /**
     * Has the options of a command, and of its subcommands, read their numbers here. No lambdas: picocli's interfaces are of
     * an old class version, and JDK 17 crashes when it archives a lambda of such a one (JDK-8274944).
     */
    static void register(CommandLine line) {
        line.registerConverter(long.class, new ITypeConverter<Long>() {
            @Override
            public Long convert(String text) {
                return whole(text);
            }
        });
        line.registerConverter(Integer.class, new ITypeConverter<Integer>() {
            @Override
            public Integer convert(String text) {
                return Math.toIntExact(within(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
        });
        var decimal = new ITypeConverter<Double>() {
            @Override
            public Double convert(String text) {
                return decimal(text);
            }
        };
        line.registerConverter(double.class, decimal);
        line.registerConverter(Double.class, decimal);
    }

    static double decimal(String text) {
        if (!isNumber(text, true)) {
            throw new TypeConversionException("'" + text + "' is not a number, such as 2 or 2.5");
        }
        return Double.parseDouble(text);
    }

    static long whole(String text) {
        if (!isNumber(text, false)) {
            throw new TypeConversionException("'" + text + "' is not a whole number, such as 7");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw tooLarge(text);
        }
    }

    private static TypeConversionException tooLarge(String text) {
        return new TypeConversionException("'" + text + "' is too large a number");
    }

    private static long within(String text, long least, long most) {
        long value = whole(text);
        if (value < least || value > most) {
            throw tooLarge(text);
        }
        return value;
    }

    private static boolean isNumber(String text, boolean pointAllowed) {
        int from = text.startsWith("-") ? 1 : 0;
        String digits = text.substring(from);
        if (pointAllowed && digits.indexOf('.') > 0) {
            digits = digits.replaceFirst("\\.", "");
        }
        return !digits.isEmpty() && !text.endsWith(".") && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A number without a needless point, for messages. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
