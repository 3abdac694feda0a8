package io.github.foretoken.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorBankTest {
    private static Forecaster fresh() {
        return Forecaster.of(1).horizon(2).build();
    }

    private static double value(int key, int t) {
        return Math.sin(0.1 * key + t) + key;
    }

    @Test
    void whatLeavesComesBackToTheBit(@TempDir Path folder) {
        PredictorBank<String> bank = PredictorBank
                .of(BankOptions.of(PredictorBankTest::fresh).withCount(3).withFolder(folder.resolve("new")));
        Forecaster[] alone = IntStream.range(0, 10).mapToObj(k -> fresh()).toArray(Forecaster[]::new);
        for (int t = 0; t < 40; t++) {
            for (int k = 0; k < alone.length; k++) {
                double value = value(k, t);
                alone[k].observe(value);
                // Keys that no file system would take as they are.
                double[] mean = bank.with("../meter:" + k + "*", f -> {
                    f.observe(value);
                    return f.forecast().mean(2);
                });
                assertArrayEquals(alone[k].forecast().mean(2), mean);
            }
        }
        assertEquals(3, bank.size());
    }

    @Test
    void memoryIsBounded() {
        long one = fresh().memoryBytes();
        PredictorBank<Integer> bank = PredictorBank.of(BankOptions.of(PredictorBankTest::fresh).withBytes(4 * one));
        for (int k = 0; k < 20; k++) {
            bank.with(k, f -> {
                f.observe(1);
                return null;
            });
        }
        assertEquals(4, bank.size());
        assertTrue(bank.memoryBytes() <= 4 * one);
        // Without a folder, what left is forgotten; what is there is not.
        assertEquals(1L, bank.with(19, Forecaster::observed));
        assertEquals(0L, bank.with(0, Forecaster::observed));
        bank.remove(0);
        assertEquals(3, bank.size());
    }

    @Test
    void manyThreadsShareIt(@TempDir Path folder) {
        PredictorBank<Integer> bank =
                PredictorBank.of(BankOptions.of(PredictorBankTest::fresh).withCount(5).withFolder(folder));
        IntStream.range(0, 1600).parallel().forEach(i -> bank.with(i % 8, f -> {
            f.observe(i);
            return f.forecast();
        }));
        bank.save();
        for (int k = 0; k < 8; k++) {
            assertEquals(200L, bank.with(k, Forecaster::observed));
        }
    }

    @Test
    void aDamagedFileIsNamed(@TempDir Path folder) throws Exception {
        PredictorBank<String> bank = PredictorBank.of(BankOptions.of(PredictorBankTest::fresh).withFolder(folder));
        Files.writeString(folder.resolve("a.forecaster"), "something else");
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> bank.with("a", Forecaster::observed));
        assertTrue(e.getMessage().contains("a.forecaster cannot be loaded"), e.getMessage());
    }
}
