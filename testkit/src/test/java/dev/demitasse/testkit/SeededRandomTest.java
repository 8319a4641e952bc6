// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The random source of a simulation")
class SeededRandomTest {
    @Test
    @DisplayName("gives what java.util.Random specifies")
    void asSpecified() {
        Random model = new Random(99);
        SeededRandom random = SeededRandom.of(99);
        byte[] modelBytes = new byte[13];
        byte[] bytes = new byte[13];
        for (int i = 0; i < 100; i++) {
            assertEquals(model.nextLong(), random.nextLong());
            assertEquals(model.nextInt(), random.nextInt());
            assertEquals(model.nextInt(1000), random.nextInt(1000));
            assertEquals(model.nextDouble(), random.nextDouble());
            assertEquals(model.nextFloat(), random.nextFloat());
            assertEquals(model.nextBoolean(), random.nextBoolean());
            assertEquals(model.nextGaussian(), random.nextGaussian());
            model.nextBytes(modelBytes);
            random.nextBytes(bytes);
            assertTrue(Arrays.equals(modelBytes, bytes));
        }
    }

    @Test
    @DisplayName("gives the same on every JDK, also where only RandomGenerator says what is wanted")
    void golden() {
        SeededRandom random = SeededRandom.of(7);
        StringBuilder drawn = new StringBuilder();
        drawn.append(random.nextInt(-5, 1000)).append(' ');
        drawn.append(random.nextLong(1_000_000_007L)).append(' ');
        drawn.append(random.nextLong(Long.MIN_VALUE, Long.MAX_VALUE)).append(' ');
        drawn.append(random.nextDouble(3.5)).append(' ');
        drawn.append(random.nextDouble(-1, 1)).append(' ');
        drawn.append(random.nextFloat(2f)).append(' ');
        drawn.append(random.nextGaussian(10, 2)).append(' ');
        drawn.append(random.nextExponential()).append(' ');
        drawn.append(random.ints(3, 0, 100).boxed().toList());
        assertEquals(
                "100 567110786 6425179856112732765 3.140469999597366 0.4163543155535945 0.7038295 11.198099784355673"
                        + " 0.88908371140044 [96, 7, 33]",
                drawn.toString());
    }

    @Test
    @DisplayName("keeps its bounds")
    void bounds() {
        SeededRandom random = SeededRandom.of(1);
        for (int i = 0; i < 10_000; i++) {
            int number = random.nextInt(-3, 4);
            assertTrue(number >= -3 && number < 4);
            long wide = random.nextLong(-2, Long.MAX_VALUE);
            assertTrue(wide >= -2);
            float fraction = random.nextFloat(1f, Math.nextUp(1f));
            assertEquals(1f, fraction);
            assertTrue(random.nextExponential() >= 0);
        }
        assertThrows(IllegalArgumentException.class, () -> random.nextLong(0));
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(5, 5));
        assertThrows(IllegalArgumentException.class, () -> random.nextDouble(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> random.nextDouble(0, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> random.nextGaussian(0, -1));
    }

    @Test
    @DisplayName("is even: each of seven numbers comes about as often")
    void even() {
        SeededRandom random = SeededRandom.of(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[(int) random.nextLong(7)]++;
        }
        for (int count : counts) {
            assertTrue(count > 9600 && count < 10_400, Arrays.toString(counts));
        }
    }

    @Test
    @DisplayName("differs by purpose")
    void purposes() {
        assertNotEquals(
                SeededRandom.of(1, "line a b").nextLong(),
                SeededRandom.of(1, "line b a").nextLong());
        assertNotEquals(
                SeededRandom.of(1, "x").nextLong(), SeededRandom.of(2, "x").nextLong());
    }
}
