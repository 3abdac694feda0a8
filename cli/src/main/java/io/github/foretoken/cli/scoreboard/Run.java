package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** One method's way through a series. */
final class Run {
    /** Enough for a method's loops to be compiled. */
    private static final long WARM_NANOS = 100_000_000;
    /** Times are the median over that many stretches, in which other programs' turns on the processor count little. */
    private static final int STRETCHES = 50;
    /** Of forecasts kept until their stretch ends. */
    private static final int MOST_NUMBERS = 1 << 21;

    private final Contender contender;
    private final Scoring scoring;
    private final ScoredSeries series;
    private final double[] row;
    /** Forecasts of a stretch, which are scored when its clock has stopped. */
    private final Ahead[] forecasts;
    private RowForecaster forecaster;
    private int origin;

    private Run(Contender contender, Scoring scoring) {
        this.contender = contender;
        this.scoring = scoring;
        series = scoring.series();
        int d = series.rows().cols();
        row = new double[d];
        int rows = series.to() - series.from();
        int horizon = scoring.asked().horizon();
        int levels = contender.intervals() ? scoring.asked().levels().length : 0;
        int most = (int) Math.max(1, MOST_NUMBERS / ((2L * levels + 1) * horizon * d));
        forecasts = new Ahead[Math.clamp((rows + STRETCHES - 1) / STRETCHES, 1, most)];
        Arrays.setAll(forecasts, _ -> Ahead.room(horizon, d, levels));
    }

    /**
     * Runs it, after warming it up on the first rows.
     *
     * @param persistence see {@link Tally#score}
     * @param progress told the share of rows that is done
     * @param doubt told what makes its predictions doubtful
     */
    static Score of(Contender contender, Scoring scoring, double persistence, DoubleConsumer progress,
            Consumer<String> doubt) {
        Run run = new Run(contender, scoring);
        long start = System.nanoTime();
        do {
            run.pass(Double.NaN, () -> System.nanoTime() - start >= WARM_NANOS, _ -> {});
        } while (System.nanoTime() - start < WARM_NANOS);
        Score score = run.pass(persistence, () -> false, progress);
        run.forecaster.doubt().ifPresent(doubt);
        return score;
    }

    /** Runs it once, cold. */
    static Score once(Contender contender, Scoring scoring) {
        return once(contender, scoring, Double.NaN, _ -> {});
    }

    /** The same, as {@link #of} otherwise. */
    static Score once(Contender contender, Scoring scoring, double persistence, Consumer<String> doubt) {
        Run run = new Run(contender, scoring);
        Score score = run.pass(persistence, () -> false, _ -> {});
        run.forecaster.doubt().ifPresent(doubt);
        return score;
    }

    /** Ends before its end only where its result is not wanted. */
    private Score pass(double persistence, BooleanSupplier enough, DoubleConsumer progress) {
        int from = series.from();
        int to = series.to();
        forecaster = contender.start().of(row.length, scoring.asked());
        Tally tally = new Tally(scoring, contender.intervals());
        origin = 0;
        for (int i = 0; i < from && !enough.getAsBoolean(); i++) {
            observe(i);
            progress.accept((double) i / to);
        }
        double[] nanos = new double[(to - from + forecasts.length - 1) / forecasts.length];
        int stretches = 0;
        for (int begin = from; begin < to && !enough.getAsBoolean(); begin += forecasts.length) {
            int end = Math.min(to, begin + forecasts.length);
            int first = origin;
            long start = System.nanoTime();
            for (int i = begin; i < end; i++) {
                predict(i, first);
                observe(i);
            }
            nanos[stretches++] = (double) (System.nanoTime() - start) / (end - begin);
            for (int k = first; k < origin; k++) {
                tally.add(k, forecasts[k - first]);
            }
            progress.accept((double) end / to);
        }
        Arrays.sort(nanos, 0, stretches);
        return tally.score(contender.name(), stretches == 0 ? 0 : nanos[stretches / 2], persistence);
    }

    /** Asks for the rows from {@code i} on, if that is a forecast that counts. */
    private void predict(int i, int first) {
        if (origin < scoring.origins().length && scoring.origins()[origin] == i) {
            forecaster.predict(forecasts[origin - first]);
            origin++;
        }
    }

    private void observe(int i) {
        if (series.isBreak(i)) {
            forecaster.interrupt();
        }
        Matrix rows = series.rows();
        System.arraycopy(rows.data(), rows.offset() + i * rows.stride(), row, 0, row.length);
        if (series.isFilled(i)) {
            forecaster.observeFilled(row);
        } else {
            forecaster.observe(row);
        }
    }
}
