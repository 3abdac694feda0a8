package io.github.foretoken.cli.method;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.forecast.Forecaster;

/** Makes the forecasters that commands use. */
public final class Forecasters {
    private Forecasters() {}

    /**
     * One that takes missing values.
     *
     * @param d columns
     * @throws IllegalArgumentException if there is none with that horizon
     * @throws InputException if it does not fit memory
     */
    public static Forecaster build(int d, int horizon, Levels levels) {
        try {
            return levels.in(Forecaster.of(d).horizon(horizon).allowMissing()).build();
        } catch (OutOfMemoryError | ArithmeticException | NegativeArraySizeException e) {
            throw new InputException("a forecaster of " + d + (d == 1 ? " column" : " columns") + " and " + horizon
                    + " steps does not fit the memory Java was given, " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB; choose fewer columns with --columns, or a smaller --horizon", e);
        }
    }
}
