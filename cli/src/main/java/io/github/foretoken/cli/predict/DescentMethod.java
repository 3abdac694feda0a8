package io.github.foretoken.cli.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.KernelChoice;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.predict.Lags;

/**
 * Causal kernel descent, for all rows at once.
 *
 * @param choice the kernel
 * @param reach P, how many rows make a token
 * @param options of descent
 * @param streams where warnings go
 */
record DescentMethod(KernelChoice choice, int reach, DescentOptions options, Streams streams) implements SeriesMethod {
    @Override
    public int horizon() {
        return 1;
    }

    @Override
    public SeriesPredictions predict(Table table) {
        if (table.breaks().length > 0) {
            throw new IllegalArgumentException(
                    "rows are missing, which only a method that takes rows one by one can pass over");
        }
        Matrix series = table.values();
        Matrix features = Lags.upTo(reach).embed(series);
        Matrix targets = series.rows(reach, series.rows());
        CausalDescent descent = options.descent(kernel());
        if (options.idle() != null) {
            streams.notices().note(options.idle() + " does not change the limit; add --layers N");
        }
        if (options.layers().limit()) {
            return SeriesPredictions.of(descent.limit(features, targets));
        }
        if (!descent.converges(features)) {
            streams.notices().warn(options.step() + " " + complaint(descent.criticalStep(features)));
        }
        return SeriesPredictions.of(descent.iterate(features, targets, options.layers().count()));
    }

    private Kernel kernel() {
        return choice.kernel();
    }

    /** What is wrong with the step, as a phrase that follows its name. */
    private static String complaint(double critical) {
        return critical == 0
                ? "is too long, as every step is: kernel values of these tokens overflow; scale them down, or use "
                        + "--kernel gaussian:H, --attention softmax or --layers limit"
                : "lies outside (0, " + Numbers.brief(critical)
                        + "), where layers converge: more layers lead away from "
                        + "the limit; give a --step inside, or --layers limit";
    }

    @Override
    public String describe() {
        return "method descent kernel=" + choice.text() + " (" + options.describe() + ")";
    }
}
