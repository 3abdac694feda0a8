package io.github.foretoken.forecast;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Bounds of a {@link PredictorBank}. Immutable.
 *
 * {@snippet lang = java :
 * BankOptions options = BankOptions.of(() -> Forecaster.of(1).horizon(24).build())
 *         .withCount(10_000)
 *         .withFolder(Path.of("meters"));
 * PredictorBank<String> bank = PredictorBank.of(options);
 * }
 *
 * @param create makes the forecaster of a new key; called by one thread at a time
 * @param count how many are in memory at most, 1 or more
 * @param bytes how many bytes they take at most, about, unless it is one alone; 1 or more
 * @param folder where those that leave are saved, made if need be; null to forget them
 */
public record BankOptions(Supplier<Forecaster> create, int count, long bytes, Path folder) {
    private static final int MANY = 1_000_000;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is less than 1
     */
    public BankOptions {
        Objects.requireNonNull(create, "create");
        if (count < 1 || bytes < 1) {
            throw new IllegalArgumentException("count and bytes must be 1 or more, not " + count + " and " + bytes);
        }
    }

    /**
     * At most a million forecasters and half of the heap, no folder.
     *
     * @param create makes the forecaster of a new key
     * @return these bounds
     */
    public static BankOptions of(Supplier<Forecaster> create) {
        return new BankOptions(create, MANY, Runtime.getRuntime().maxMemory() / 2, null);
    }

    /**
     * With another bound on their number.
     *
     * @param most how many are in memory at most, 1 or more
     * @return changed bounds
     * @throws IllegalArgumentException if most is less than 1
     */
    public BankOptions withCount(int most) {
        return new BankOptions(create, most, bytes, folder);
    }

    /**
     * With another bound on their memory.
     *
     * @param most how many bytes they take at most, about, unless it is one alone; 1 or more
     * @return changed bounds
     * @throws IllegalArgumentException if most is less than 1
     */
    public BankOptions withBytes(long most) {
        return new BankOptions(create, count, most, folder);
    }

    /**
     * With a folder for those that leave.
     *
     * @param place a folder of its own, made if need be; a file for each key
     * @return changed bounds
     */
    public BankOptions withFolder(Path place) {
        return new BankOptions(create, count, bytes, Objects.requireNonNull(place, "place"));
    }
}
