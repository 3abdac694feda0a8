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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A predictor's memory: files, interruptions, roll-outs, lags, and options that compose. */
class StateProperties extends Generators {
    /**
     * Options that every method takes.
     *
     * @param skipped lag behind the first ones, 0 for none
     */
    record Embedding(int delays, int skipped, int horizon, boolean increments, boolean standardized) {
        Predictor of(Predictor predictor) {
            Predictor p = predictor.withLags(lags()).withHorizon(horizon);
            p = increments ? p.withIncrements() : p;
            return standardized ? p.withStandardization() : p;
        }

        int[] lags() {
            int[] lags = new int[skipped == 0 ? delays : delays + 1];
            Arrays.setAll(lags, i -> i + 1);
            lags[lags.length - 1] += skipped;
            return lags;
        }
    }

    @Provide
    Arbitrary<Embedding> embeddings() {
        return Combinators
                .combine(Arbitraries.integers().between(1, 3), Arbitraries.of(0, 0, 4), Arbitraries.of(1, 1, 3),
                        Arbitraries.of(false, true), Arbitraries.of(false, true))
                .as(Embedding::new)
                .edgeCases(cases -> cases.filter(any -> false)
                        .add(new Embedding(1, 0, 1, false, false), new Embedding(2, 4, 3, true, true)));
    }

    private static Predictor predictor(Estimator method, Kernel wanted, int d, Embedding embedding) {
        boolean nonlinear = method == Estimator.BUDGET || method == Estimator.KERNEL_RIDGE;
        Kernel kernel = nonlinear && wanted instanceof Kernel.Linear ? Kernel.polynomial(2, 1) : wanted;
        return embedding.of(method.predictor(kernel, d, 0.5));
    }

    /** With steps that fall from pair to pair where there are steps. */
    private static Predictor forgetful(Predictor predictor, Estimator method) {
        return switch (method) {
            case KACZMARZ, RELAXED, WINDOW -> predictor.withForgetting(0.9).withFallingRelaxation(5, 0.1);
            case BUDGET, LEAST_SQUARES -> predictor.withForgetting(0.9);
            case AFFINE, KERNEL_RIDGE -> predictor;
        };
    }

    @Property
    void aSavedPredictorGoesOnToTheBit(@ForAll("severalTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll Estimator method, @ForAll("embeddings") Embedding embedding,
            @ForAll @IntRange(min = 0, max = 300) int at, @ForAll boolean interrupted, @ForAll boolean forgets)
            throws IOException {
        Matrix x = any.withLength(Math.min(any.length(), 60)).matrix();
        int cut = at % x.rows();
        Predictor predictor = predictor(method, kernel, x.cols(), embedding);
        predictor = forgets ? forgetful(predictor, method) : predictor;
        StreamOptions.stream(predictor, x.rows(0, cut));
        if (interrupted) {
            predictor.interrupt();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SavedPredictor(predictor, Map.of("place", "" + cut)).save(bytes);
        SavedPredictor loaded = SavedPredictor.load(new ByteArrayInputStream(bytes.toByteArray()));
        Claim.holds(loaded.notes().equals(Map.of("place", "" + cut)), "notes became %s", loaded.notes());
        Claim.holds(loaded.predictor().observed() == cut && loaded.predictor().toString().equals(predictor.toString()),
                "%s became %s", predictor, loaded.predictor());
        Bits.assertSame("forecast", predictor.predict(), loaded.predictor().predict());
        Matrix rest = x.rows(cut, x.rows());
        Bits.assertSame(method + " after loading", StreamOptions.stream(predictor, rest),
                StreamOptions.stream(loaded.predictor(), rest));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        new SavedPredictor(predictor, Map.of()).save(again);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        new SavedPredictor(loaded.predictor(), Map.of()).save(copy);
        Claim.holds(Arrays.equals(again.toByteArray(), copy.toByteArray()), "both go on to different files");
    }

    /** Lags, increments and an interruption, by pairs of features and targets written down from them. */
    @Property
    void featuresAndTargetsAreThoseOfEachUninterruptedStretch(@ForAll("severalTokens") Tokens any,
            @ForAll("anyKernel") Kernel kernel, @ForAll("embeddings") Embedding wanted,
            @ForAll @IntRange(min = 1, max = 300) int at) {
        Embedding embedding =
                new Embedding(wanted.delays(), wanted.skipped(), wanted.horizon(), wanted.increments(), false);
        Matrix x = any.withLength(Math.clamp(any.length(), 16, 60)).matrix();
        int cut = at % x.rows();
        Predictor predictor = embedding.of(Predictor.kaczmarz(kernel, x.cols()).withRidge(0.5));
        Matrix first = StreamOptions.stream(predictor, x.rows(0, cut));
        predictor.interrupt();
        Matrix second = StreamOptions.stream(predictor, x.rows(cut, x.rows()));
        double[][] expected = new double[x.rows()][x.cols()];
        double[][] allowed = new double[x.rows()][x.cols()];
        for (int t = 0; t < x.rows(); t++) {
            estimate(x, t < cut ? 0 : cut, t, cut, embedding, kernel, expected[t], allowed[t]);
        }
        double[][] actual = new double[x.rows()][];
        for (int t = 0; t < actual.length; t++) {
            actual[t] = t < cut ? first.row(t) : second.row(t - cut);
        }
        new Enclosure(expected, allowed).assertContains("stream", actual);
    }

    /** The forecast after token t from pairs of both stretches that are complete by then; one triangular system. */
    private static void estimate(Matrix x, int begin, int t, int cut, Embedding embedding, Kernel kernel,
            double[] expected, double[] allowed) {
        int[] lags = embedding.lags();
        int reach = lags[lags.length - 1];
        for (int c = 0; c < expected.length && embedding.increments(); c++) {
            expected[c] = x.get(t, c);
            allowed[c] = 4 * Rounding.UNIT * Math.abs(expected[c]);
        }
        if (t - begin + 1 < reach) {
            return;
        }
        double[][] keys = new double[x.rows() + 1][];
        double[][] targets = new double[x.rows() + 1][];
        int pairs = 0;
        for (int s = 0; s <= t; s++) {
            int from = s < cut ? 0 : cut;
            int source = s - embedding.horizon();
            if (source - reach + 1 >= from) {
                keys[pairs] = feature(x, source, lags);
                targets[pairs] = x.row(s);
                for (int c = 0; embedding.increments() && c < expected.length; c++) {
                    targets[pairs][c] -= x.get(source, c);
                }
                pairs++;
            }
        }
        keys[pairs] = feature(x, t, lags);
        targets[pairs] = new double[x.cols()];
        StreamOptions options = new StreamOptions(0.5, 1, 0, 1, 1, 1, false);
        Triangle system = options.triangle(kernel, Matrix.copyOf(Arrays.copyOf(keys, pairs + 1)));
        Enclosure prediction = system.predict(Arrays.copyOf(targets, pairs + 1));
        for (int c = 0; c < expected.length; c++) {
            expected[c] += prediction.value()[pairs][c];
            allowed[c] += prediction.radius()[pairs][c] + 4 * Rounding.UNIT * Math.abs(expected[c]);
        }
    }

    private static double[] feature(Matrix x, int t, int[] lags) {
        double[] feature = new double[lags.length * x.cols()];
        for (int i = 0; i < lags.length; i++) {
            System.arraycopy(x.row(t - lags[i] + 1), 0, feature, i * x.cols(), x.cols());
        }
        return feature;
    }

    /** A roll-out is what follows if each forecast comes true: there is nothing to learn from such a token. */
    @Property
    void aRollOutTakesItsForecastsForTrue(@ForAll("severalTokens") Tokens any, @ForAll("radialKernel") Kernel radial,
            @ForAll boolean linear, @ForAll @IntRange(min = 1, max = 4) int delays,
            @ForAll @IntRange(min = 1, max = 6) int steps, @ForAll boolean increments) {
        Matrix x = any.withLength(Math.clamp(any.length(), delays, 60)).matrix();
        // Under an exponential kernel forecasts of forecasts grow without bound.
        Kernel kernel = linear ? Kernel.linear() : radial;
        StreamOptions options = new StreamOptions(0.5, 1, 0, 1, delays, 1, increments);
        Predictor predictor = options.kaczmarz(kernel, x.cols());
        StreamOptions.stream(predictor, x);
        double[] forecast = predictor.predict();
        Matrix path = predictor.rollOut(steps);
        Bits.assertSame("first step", forecast, path.row(0));
        Bits.assertSame("forecast afterwards", forecast, predictor.predict());
        double[][] both = Arrays.copyOf(Dense.rows(x), x.rows() + steps);
        for (int i = 0; i < steps; i++) {
            both[x.rows() + i] = path.row(i);
        }
        Enclosure expected = options.predictions(kernel, Matrix.copyOf(both));
        for (int i = 0; i < steps; i++) {
            expected.assertRowContains("step " + (i + 1) + ",", x.rows() - 1 + i, path.row(i));
        }
    }

    @Property
    void aRollOutOnTheSphereKeepsTheLengthOfTheNewestToken(@ForAll("severalTokens") Tokens any,
            @ForAll Estimator method, @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 1, max = 6) int steps,
            @ForAll boolean standardized) {
        Matrix x = any.withLength(Math.min(any.length(), 60)).matrix();
        Predictor predictor = predictor(method, kernel, x.cols(), new Embedding(1, 0, 1, false, standardized));
        StreamOptions.stream(predictor, x);
        Matrix path = predictor.rollOutOnSphere(steps);
        double[] newest = x.row(x.rows() - 1);
        double length = Math.sqrt(Rows.dot(newest, newest));
        double mean = standardized ? Dense.span(Kernel.linear(), Dense.rows(x)) : 0;
        for (int i = 0; i < steps; i++) {
            double norm = Math.sqrt(Rows.dot(path.row(i), path.row(i)));
            if (norm > 0) {
                Claim.close("length of step " + (i + 1), norm, length,
                        Rounding.gamma(4.0 * x.cols() + 16) * length + Rounding.gamma(8.0 * x.rows()) * mean);
            }
        }
    }
}
