package io.github.foretoken.bench.peers;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ForecastDescriptor;
import com.amazon.randomcutforest.parkservices.RCFCaster;
import com.amazon.randomcutforest.parkservices.config.Calibration;
import com.amazon.randomcutforest.returntypes.RangeVector;
import io.github.foretoken.forecast.Forecaster;

/** What says after each row between which ends four fifths of the values of the next row will lie. */
interface IntervalMethod {
    /** Of the intervals. */
    double LEVEL = 0.8;

    /**
     * Takes the next row and says what it expects of the one after it.
     *
     * @param row d numbers, not modified
     * @param lower d numbers, overwritten
     * @param upper d numbers, overwritten
     */
    void next(double[] row, double[] lower, double[] upper);

    /** Its name in the table. */
    String name();

    /** The library's forecaster with its own intervals. */
    static IntervalMethod forecaster(int d) {
        Forecaster forecaster = Forecaster.of(d).levels(LEVEL).build();
        return of("Forecaster", (row, lower, upper) -> {
            forecaster.observe(row);
            System.arraycopy(forecaster.forecast().lower(LEVEL, 1), 0, lower, 0, d);
            System.arraycopy(forecaster.forecast().upper(LEVEL, 1), 0, upper, 0, d);
        });
    }

    /** The same forecasts, with ends by the standard deviation of all errors so far, as if those were Gaussian. */
    static IntervalMethod gaussian(int d) {
        // The standard normal's quantile of 0.9.
        double quantile = 1.2815515655446004;
        Forecaster forecaster = Forecaster.of(d).levels(LEVEL).build();
        double[] mean = new double[d];
        double[] squares = new double[d];
        long[] count = new long[1];
        return of("Gaussian residuals", (row, lower, upper) -> {
            for (int c = 0; c < d && forecaster.observed() > 0; c++) {
                squares[c] += (row[c] - mean[c]) * (row[c] - mean[c]);
            }
            count[0] += forecaster.observed() > 0 ? 1 : 0;
            forecaster.observe(row);
            forecaster.mean(1, mean);
            for (int c = 0; c < d; c++) {
                double half = quantile * Math.sqrt(squares[c] / Math.max(1, count[0]));
                lower[c] = mean[c] - half;
                upper[c] = mean[c] + half;
            }
        });
    }

    /** RCFCaster as its authors' example sets it, with a shingle of 8 rows. */
    static IntervalMethod caster(int d) {
        int shingle = 8;
        RCFCaster caster = RCFCaster.builder()
                .dimensions(shingle * d)
                .shingleSize(shingle)
                .numberOfTrees(50)
                .sampleSize(256)
                .randomSeed(7)
                .internalShinglingEnabled(true)
                .anomalyRate(0.01)
                .outputAfter(32)
                .calibration(Calibration.SIMPLE)
                .percentile((1 - LEVEL) / 2)
                .transformMethod(TransformMethod.NORMALIZE)
                .forecastHorizon(1)
                .initialAcceptFraction(0.125)
                .build();
        long[] time = new long[1];
        return of("RCFCaster", (row, lower, upper) -> {
            ForecastDescriptor said = caster.process(row, time[0]++);
            RangeVector range = said.getTimedForecast() == null ? null : said.getTimedForecast().rangeVector;
            for (int c = 0; c < d; c++) {
                lower[c] = range == null ? row[c] : range.lower[c];
                upper[c] = range == null ? row[c] : range.upper[c];
            }
        });
    }

    /** What a method does with a row. */
    @FunctionalInterface
    interface Step {
        /** As {@link IntervalMethod#next}. */
        void next(double[] row, double[] lower, double[] upper);
    }

    private static IntervalMethod of(String name, Step step) {
        return new IntervalMethod() {
            @Override
            public void next(double[] row, double[] lower, double[] upper) {
                step.next(row, lower, upper);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
