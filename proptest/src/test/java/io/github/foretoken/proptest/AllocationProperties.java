package io.github.foretoken.proptest;

import com.sun.management.ThreadMXBean;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.RandomFeatures;
import io.github.foretoken.testkit.check.Claim;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;

/** A token allocates nothing in steady state. */
class AllocationProperties {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Example
    void streamingAllocatesNothing() {
        int d = 4;
        Matrix vocabulary = Generators.normal(50, d, 1);
        Map<String, Predictor> predictors = new HashMap<>(Map.of("kaczmarz",
                Predictor.kaczmarz(Kernel.gaussian(1), d).withRidge(1).withStandardization(), "delta rule",
                Predictor.kaczmarz(Kernel.linear(), d).withRidge(1).withDelays(3).withIncrements(), "least squares",
                Predictor.leastSquares(d, 1).withIntercept().withForgetting(0.99).withHorizon(3), "affine projection",
                Predictor.affineProjection(Kernel.gaussian(1), d, 3).withRidge(1).withWindow(10), "budget",
                Predictor.kernelRidge(Kernel.gaussian(1), d, 1).withBudget(20).withForgetting(0.99)));
        predictors.put("kaczmarz on a budget",
                Predictor.kaczmarz(Kernel.gaussian(1).plus(Kernel.linear()), d).withBudget(20).withHorizons(2));
        predictors.put("kaczmarz on random features",
                Predictor.kaczmarz(Kernel.gaussian(1), d).withRandomFeatures(RandomFeatures.waves(20)).withHorizons(2));
        predictors.put("kaczmarz on positive features",
                Predictor.kaczmarz(Kernel.exponential(), d).withRandomFeatures(RandomFeatures.positive(20)));
        predictors.putAll(Map.of("kaczmarz, all horizons",
                Predictor.kaczmarz(Kernel.gaussian(1), d).withRidge(1).withForgetting(0.99).withHorizons(5),
                "delta rule, all horizons", Predictor.kaczmarz(Kernel.linear(), d).withRidge(1).withHorizons(5),
                "least squares of separate columns, all horizons in both ways",
                Predictor.leastSquares(d, 1)
                        .withForgetting(0.7)
                        .withDelays(2)
                        .withHorizons(5)
                        .withSeparateColumns(1)
                        .withRollOuts(),
                "budget, all horizons",
                Predictor.kernelRidge(Kernel.gaussian(1), d, 1).withBudget(20).withForgetting(0.99).withHorizons(5),
                "windows, all horizons",
                Predictor.affineProjection(Kernel.gaussian(1), d, 3).withRidge(1).withWindow(10).withHorizons(3)));
        predictors.forEach((name, predictor) -> {
            double[][] tokens = Dense.rows(vocabulary);
            double[] forecast = new double[d];
            // Until loops are compiled a vector is an object; standardised tokens are new ones, and take blocks of 240.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 400 && least > 0; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int t = 0; t < 100; t++) {
                    predictor.predict(forecast);
                    predictor.observe(tokens[t % tokens.length]);
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            Claim.holds(least == 0, "%s allocates %s bytes a token", name, least / 100.0);
        });
    }

    @Example
    void forecastingAllocatesNothing() {
        int d = 2;
        double[][] tokens = Dense.rows(Generators.normal(48, d, 1));
        Forecaster forecaster = Forecaster.of(d).horizon(5).season(12).build();
        double[] mean = new double[d];
        double[] lower = new double[d];
        double[] upper = new double[d];
        long least = Long.MAX_VALUE;
        // The least squares' loops are many, and compiled one after the other.
        for (int round = 0; round < 4000 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 96; t++) {
                forecaster.observe(tokens[t % tokens.length]);
                for (int step = 1; step <= 5; step++) {
                    forecaster.mean(step, mean);
                    forecaster.interval(0.95, step, lower, upper);
                }
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        Claim.holds(least == 0, "a token allocates %s bytes", least / 96.0);
        Claim.holds(lower[0] < mean[0] && mean[0] < upper[0], "%s is not between %s and %s", mean[0], lower[0],
                upper[0]);
    }

    /** Searches included, of which there is one in 4,096 tokens. */
    @Example
    void lookingForASeasonAllocatesNothing() {
        double[][] tokens = Dense.rows(Generators.normal(5000, 1, 1));
        Forecaster forecaster = Forecaster.of(1).build();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (double[] token : tokens) {
                forecaster.observe(token);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        Claim.holds(least == 0, "%s bytes for %s tokens", least, tokens.length);
        Claim.holds(forecaster.season() == 0, "noise has a season of %s", forecaster.season());
    }
}
