package io.github.foretoken.cli.method;

import io.github.foretoken.cli.table.KnownAhead;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;

/** Makes the forecasters that commands use. */
public final class Forecasters {
    private Forecasters() {}

    /**
     * One that takes missing values.
     *
     * @param d columns
     * @param ahead what it will know of rows before they come
     * @throws IllegalArgumentException if there is none with that horizon
     * @throws InputException if it does not fit memory
     */
    public static Forecaster build(int d, int horizon, Levels levels, KnownAhead ahead) {
        try {
            ForecasterBuilder builder = Forecaster.of(d).horizon(horizon).allowMissing();
            return levels.in(ahead.count() == 0 ? builder : builder.inputs(ahead.count())).build();
        } catch (OutOfMemoryError | ArithmeticException | NegativeArraySizeException e) {
            throw new InputException("a forecaster of " + d + (d == 1 ? " column" : " columns") + " and " + horizon
                    + " steps does not fit the memory Java was given, " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB; choose fewer columns with --columns, or a smaller --horizon", e);
        }
    }

    /**
     * Has it take a row of a table, and what is known of those after it.
     *
     * @param token d numbers, overwritten
     */
    public static void observe(Forecaster forecaster, Table table, int row, double[] token) {
        table.measured(row, token);
        if (table.ahead().count() == 0) {
            forecaster.observe(token);
        } else {
            forecaster.observe(token, table.ahead().after(row, forecaster.horizon()));
        }
    }

    /**
     * That inputs are known as far ahead as a forecast goes.
     *
     * @throws IllegalArgumentException if they are not
     */
    public static void requireInputs(Table table, int horizon) {
        int known = table.ahead().rowsAfter();
        if (table.ahead().count() > 0 && known < horizon) {
            throw new IllegalArgumentException(
                    "inputs are known for " + (known == 0 ? "no row" : known == 1 ? "1 row" : known + " rows")
                            + " after the last value, and --horizon " + horizon
                            + " needs as many; add rows at the end with inputs and nothing else"
                            + (known == 0 ? "" : ", or give --horizon " + known));
        }
    }
}
