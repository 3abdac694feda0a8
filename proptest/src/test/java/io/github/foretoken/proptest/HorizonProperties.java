package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.SavedPredictor;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** All steps ahead at once: each is the direct prediction of its own horizon. And columns that are predicted by themselves. */
class HorizonProperties extends HorizonMethods {
    private static double[][] step(Matrix forecasts, int h, int d) {
        double[][] rows = new double[forecasts.rows()][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = Arrays.copyOfRange(forecasts.row(t), (h - 1) * d, h * d);
        }
        return rows;
    }

    /** By the triangular system of each horizon alone. */
    @Property
    void kaczmarzForecastsSolveTheSystemOfEachHorizon(@ForAll("anyTokens") Tokens any,
            @ForAll("anyKernel") Kernel kernel, @ForAll("options") StreamOptions options) {
        Matrix x = some(any, options);
        Matrix forecasts = StreamOptions.forecasts(Method.KACZMARZ.all(kernel, x.cols(), options, false), x);
        for (int h = 1; h <= options.horizon(); h++) {
            options.withHorizon(h).predictions(kernel, x).assertContains("step " + h, step(forecasts, h, x.cols()));
        }
    }

    /** By the pairs that each step knows, for tokens drawn at random. */
    @Property
    void kernelRidgeForecastsSolveTheSystemOfEachHorizon(@ForAll("anyTokens") Tokens any,
            @ForAll("positiveKernel") Kernel wanted, @ForAll("options") StreamOptions options,
            @ForAll("seeds") long seed) {
        Kernel kernel = wanted instanceof Kernel.Linear ? Kernel.gaussian(1) : wanted;
        Matrix x = some(any, options);
        Matrix forecasts = StreamOptions.forecasts(Method.KERNEL_RIDGE.all(kernel, x.cols(), options, false), x);
        Triangle gram = Dense.gram(kernel, options.features(x));
        Random random = new Random(seed);
        for (int h = 1; h <= options.horizon(); h++) {
            int t = random.nextInt(x.rows());
            double[][] expected = new double[1][x.cols()];
            double[][] allowed = new double[1][x.cols()];
            for (int c = 0; c < x.cols(); c++) {
                expected[0][c] = options.increments() ? x.get(t, c) : 0;
                allowed[0][c] = 8 * Rounding.UNIT * Math.abs(expected[0][c]);
            }
            int query = t - options.delays() + 1;
            if (query - h >= 0) {
                PredictorProperties.addEstimate(gram, options.withHorizon(h).targets(x), query, query - h + 1,
                        options.ridge(), expected[0], allowed[0]);
            }
            new Enclosure(expected, allowed).assertRowContains("step " + h + ",", 0, step(forecasts, h, x.cols())[t]);
        }
    }

    /** By normal equations of the pairs that each step knows, in 120 digits. */
    @Property
    void leastSquaresForecastsSolveTheSystemOfEachHorizon(@ForAll("severalTokens") Tokens any,
            @ForAll("options") StreamOptions options, @ForAll("seeds") long seed) {
        Matrix x = new Tokens(any.kind(), Math.min(any.dimension(), 4), any.length(), any.radius(), any.seed())
                .withLength(Math.clamp(any.length(), options.delays() + 1, 40))
                .matrix();
        Predictor all = options.withHorizon(1)
                .embed(Predictor.leastSquares(x.cols(), options.ridge()))
                .withForgetting(options.gamma())
                .withHorizons(options.horizon());
        Matrix forecasts = StreamOptions.forecasts(all, x);
        double[][] features = Dense.rows(options.features(x));
        Random random = new Random(seed);
        for (int h = 1; h <= options.horizon(); h++) {
            int query = random.nextInt(features.length);
            int t = query + options.delays() - 1;
            int known = Math.max(0, query - h + 1);
            double[][] y = options.withHorizon(h).targets(x);
            double[][] weighted = new double[query + 1][];
            double[][] targets = new double[query + 1][];
            for (int s = 0; s <= query; s++) {
                double weight = s < known ? Math.sqrt(Math.pow(options.gamma(), known - 1 - s)) : 1;
                weighted[s] = Arrays.stream(features[s]).map(v -> weight * v).toArray();
                targets[s] = Arrays.stream(y[s]).map(v -> weight * v).toArray();
            }
            double left = options.ridge() * Math.pow(options.gamma(), known);
            double[] expected = Estimator.leastSquares(weighted, targets, known, query, left);
            double[] actual = step(forecasts, h, x.cols())[t];
            double allowed = allowed(weighted, targets, known, left);
            for (int c = 0; c < x.cols(); c++) {
                double base = options.increments() ? x.get(t, c) : 0;
                Claim.close("step " + h + " after token " + (t + 1), actual[c], base + expected[c],
                        allowed + 8 * Rounding.UNIT * Math.abs(base));
            }
        }
    }

    /**
     * What roundings can come to where weights are kept: each pair is off by a few roundings of its own length, and so are its
     * gain, by the condition number of the normal equations' root more, and what is left of the target.
     */
    private static double allowed(double[][] x, double[][] y, int known, double ridge) {
        double features = 0;
        double targets = 0;
        for (int s = 0; s < x.length; s++) {
            features += Rows.dot(x[s], x[s]);
            targets += s < known ? Rows.dot(y[s], y[s]) : 0;
        }
        double weights = Math.sqrt(targets / ridge) / 2;
        double condition = Math.sqrt(1 + features / ridge);
        double roundings = Rounding.gamma(16.0 * (x[0].length + y[0].length + x.length));
        return roundings * condition * (Math.sqrt(targets) + Math.sqrt(features) * weights);
    }

    /** A direct predictor of each horizon: to the bit where nothing is shared, else as far as roundings go. */
    @Property
    void forecastsAreThoseOfSeparatePredictors(@ForAll("anyTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll("options") StreamOptions options, @ForAll Method method, @ForAll boolean standardized) {
        Matrix x = some(any, options);
        Matrix forecasts = StreamOptions.forecasts(method.all(kernel, x.cols(), options, standardized), x);
        boolean shared = method != Method.AFFINE && method != Method.AFFINE_RIDGE && method != Method.WINDOW;
        double size = Math.max(1, Rows.largest(Dense.rows(x)));
        for (int h = 1; h <= options.horizon(); h++) {
            Predictor one = method.one(kernel, x.cols(), options.withHorizon(h), standardized);
            double[][] expected = Dense.rows(StreamOptions.stream(one, x));
            double[][] actual = step(forecasts, h, x.cols());
            for (int t = 0; t < x.rows(); t++) {
                if (!shared) {
                    Bits.assertSame(method + ", step " + h, expected[t], actual[t]);
                    continue;
                }
                double largest = Math.max(size, Rows.largest(new double[][]{expected[t]}));
                for (int c = 0; c < x.cols(); c++) {
                    // A ten-millionth: twice half the digits, what a condition of 1e8 and all roundings leave.
                    Claim.close(method + ", step " + h + " after token " + (t + 1), actual[t][c], expected[t][c],
                            1e-7 * largest);
                }
            }
        }
    }

    /** The step-h estimate never sees a token before it is due. */
    @Property
    void whatWasForecastDoesNotKnowWhatCame(@ForAll("severalTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll("options") StreamOptions options, @ForAll Method method, @ForAll boolean standardized,
            @ForAll boolean rolled, @ForAll @IntRange(min = 1, max = 300) int at, @ForAll("seeds") long seed) {
        Matrix x = some(any, options);
        int changed = Math.min(x.rows(), 1 + at % Math.max(1, x.rows() - 1));
        Matrix other = Matrix.of(x.toArray(), x.rows(), x.cols());
        Matrix noise = normal(x.rows(), x.cols(), seed);
        for (int t = changed; t < x.rows(); t++) {
            for (int c = 0; c < x.cols(); c++) {
                other.data()[t * x.cols() + c] = noise.get(t, c);
            }
        }
        Predictor direct = method.all(kernel, x.cols(), options, standardized);
        Predictor all = rolled ? direct.withRollOuts() : direct;
        Bits.assertSameRows("forecast", StreamOptions.forecasts(all.copy(), x), StreamOptions.forecasts(all, other), 0,
                changed);
    }

    @Property
    void aSavedOneGoesOnToTheBitAndACopyIsIndependent(@ForAll("severalTokens") Tokens any,
            @ForAll("anyKernel") Kernel kernel, @ForAll("options") StreamOptions options, @ForAll Method method,
            @ForAll boolean standardized, @ForAll boolean separate, @ForAll boolean rolled,
            @ForAll @IntRange(max = 300) int at, @ForAll boolean interrupted) throws IOException {
        Matrix x = some(any, options);
        int cut = at % x.rows();
        Predictor predictor = method.all(kernel, x.cols(), options, standardized);
        predictor = separate ? predictor.withSeparateColumns(0) : predictor;
        predictor = rolled ? predictor.withRollOuts() : predictor;
        StreamOptions.forecasts(predictor, x.rows(0, cut));
        if (interrupted) {
            predictor.interrupt();
        }
        byte[] before = saved(predictor);
        Predictor loaded = SavedPredictor.load(new ByteArrayInputStream(before)).predictor();
        Predictor copy = predictor.copy();
        Claim.holds(loaded.toString().equals(predictor.toString()), "%s became %s", predictor, loaded);
        Bits.assertSame("forecast", predictor.forecast(), loaded.forecast());
        Matrix rest = x.rows(cut, x.rows());
        Matrix expected = StreamOptions.forecasts(predictor, rest);
        Claim.holds(Arrays.equals(before, saved(copy)), "a copy has changed");
        Bits.assertSame("loaded", expected, StreamOptions.forecasts(loaded, rest));
        Bits.assertSame("copy", expected, StreamOptions.forecasts(copy, rest));
        Claim.holds(Arrays.equals(saved(predictor), saved(loaded)), "both go on to different files");
    }

    private static byte[] saved(Predictor predictor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SavedPredictor(predictor, Map.of()).save(bytes);
        return bytes.toByteArray();
    }

    /** As powers of two go: tokens in another unit, with a ridge to match. */
    @Property
    void anotherUnitGivesTheSameBits(@ForAll("severalTokens") Tokens any, @ForAll("options") StreamOptions options,
            @ForAll Method method, @ForAll @IntRange(min = -300, max = 300) int exponent) {
        Matrix x = some(any, options);
        double unit = Math.scalb(1.0, exponent);
        boolean linear = method == Method.KACZMARZ || method == Method.AFFINE_RIDGE || method == Method.WINDOW;
        Kernel kernel = linear ? Kernel.linear() : Kernel.gaussian(1);
        Kernel wider = linear ? kernel : Kernel.gaussian(unit);
        StreamOptions other = !linear ? options
                : new StreamOptions(options.ridge() * unit * unit, options.omega(), options.fall(), options.gamma(),
                        options.delays(), options.horizon(), options.increments());
        if (method == Method.LEAST_SQUARES) {
            Predictor plain = options.withHorizon(1).embed(Predictor.leastSquares(x.cols(), 0.5));
            Predictor scaled = options.withHorizon(1).embed(Predictor.leastSquares(x.cols(), 0.5 * unit * unit));
            same(plain.withHorizons(options.horizon()), scaled.withHorizons(options.horizon()), x, unit);
        } else {
            same(method.all(kernel, x.cols(), options, false), method.all(wider, x.cols(), other, false), x, unit);
        }
    }

    private static void same(Predictor plain, Predictor scaled, Matrix x, double unit) {
        Bits.assertSame("in another unit", times(StreamOptions.forecasts(plain, x), unit),
                StreamOptions.forecasts(scaled, times(x, unit)));
    }

    private static Matrix times(Matrix x, double factor) {
        double[] data = x.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] *= factor;
        }
        return Matrix.of(data, x.rows(), x.cols());
    }

    /** To the bit what a predictor of each column alone gives: stream, forecasts, roll-out and whole sequences. */
    @Property
    void separateColumnsAreOneColumnPredictors(@ForAll("severalTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll("options") StreamOptions options, @ForAll Method method, @ForAll boolean standardized,
            @ForAll @IntRange(min = 1, max = 300) int at) {
        Matrix x = some(any, options);
        int cut = at % x.rows();
        Predictor together = method.all(kernel, x.cols(), options, standardized).withSeparateColumns();
        Matrix batch = together.predict(x);
        Matrix before = StreamOptions.forecasts(together, x.rows(0, cut));
        // Forecasts of forecasts grow without bound under the others.
        boolean tame = kernel instanceof Kernel.Linear || kernel instanceof Kernel.Gaussian;
        int steps = tame && method != Method.KERNEL_RIDGE ? 3 : 1;
        Matrix path = together.rollOut(steps);
        together.interrupt();
        Matrix after = StreamOptions.forecasts(together, x.rows(cut, x.rows()));
        for (int c = 0; c < x.cols(); c++) {
            Predictor alone = method.all(kernel, 1, options, standardized);
            Matrix own = column(x, c);
            Bits.assertSame("batch", column(batch, c), alone.predict(own));
            Bits.assertSame("stream", ofColumn(before, c, x.cols()), StreamOptions.forecasts(alone, own.rows(0, cut)));
            Bits.assertSame("roll-out", column(path, c), alone.rollOut(steps));
            alone.interrupt();
            Bits.assertSame("stream after an interruption", ofColumn(after, c, x.cols()),
                    StreamOptions.forecasts(alone, own.rows(cut, x.rows())));
        }
    }

    private static Matrix column(Matrix x, int column) {
        return ofColumn(x, column, x.cols());
    }

    /** The columns that are left of one another by d. */
    private static Matrix ofColumn(Matrix x, int column, int d) {
        Matrix own = Matrix.zeros(x.rows(), x.cols() / d);
        for (int t = 0; t < x.rows(); t++) {
            for (int i = 0; i < own.cols(); i++) {
                own.data()[t * own.cols() + i] = x.get(t, i * d + column);
            }
        }
        return own;
    }
}
