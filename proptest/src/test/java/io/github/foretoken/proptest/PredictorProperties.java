package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.proptest.Tokens.Kind;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Streams: each estimator is what it says, whole sequences give its rows, and what is independent stays so. */
class PredictorProperties extends Generators {
    /** Rows of which each is a system of its own. */
    private static final int CHECKED = 4;

    @Provide
    Arbitrary<StreamOptions> options() {
        return Combinators
                .combine(Arbitraries.of(0.0, 0.1, 1.0), Arbitraries.of(1.0, 0.3, 1.4), Arbitraries.of(0.0, 8.0),
                        Arbitraries.of(1.0, 0.99, 0.7), Arbitraries.of(1, 1, 2, 5), Arbitraries.of(1, 1, 3, 60),
                        Arbitraries.of(false, true))
                .as(StreamOptions::new);
    }

    enum Method {
        KACZMARZ, AFFINE, WINDOW, KERNEL_RIDGE, SPARSE, LEAST_SQUARES, STANDARDIZED, INTERCEPT
    }

    private static Predictor predictor(Method method, Kernel kernel, int d, StreamOptions options) {
        double ridge = options.ridge() + 0.5;
        return switch (method) {
            case KACZMARZ -> options.kaczmarz(kernel, d);
            case AFFINE -> options.embed(Predictor.affineProjection(kernel, d, 4)).withRidge(ridge);
            case WINDOW -> options.kaczmarz(kernel, d).withWindow(20);
            case KERNEL_RIDGE -> options.embed(Predictor.kernelRidge(kernel, d, ridge));
            case SPARSE -> options.embed(Predictor.kernelRidge(nonlinear(kernel), d, ridge)).withBudget(30);
            case LEAST_SQUARES -> options.embed(Predictor.leastSquares(d, ridge)).withForgetting(options.gamma());
            // Its first tokens are zeros, to which a ridge is kind.
            case STANDARDIZED -> options.kaczmarz(kernel, d).withStandardization().withRidge(ridge);
            case INTERCEPT -> options.embed(Predictor.leastSquares(d, ridge)).withIntercept().withStandardization();
        };
    }

    private static Kernel nonlinear(Kernel kernel) {
        return kernel instanceof Kernel.Linear ? Kernel.polynomial(2, 1) : kernel;
    }

    @Property
    void kaczmarzSolvesItsTriangularSystemAtOnceAndTokenByToken(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("options") StreamOptions options) {
        Matrix x = recipe.withLength(Math.max(recipe.length(), options.delays())).matrix();
        Predictor predictor = options.kaczmarz(kernel, x.cols());
        Enclosure expected = options.predictions(kernel, x);
        expected.assertContains("batch", Dense.rows(predictor.predict(x)));
        expected.assertContains("stream", Dense.rows(StreamOptions.stream(predictor, x)));
    }

    @Property
    void dualCoefficientsSolveTheSystemWithItsOptions(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("options") StreamOptions options, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), 2, seed);
        options.dualCoefficients(kernel, x, Dense.rows(y))
                .assertContains("mu", Dense.rows(options.substitution(kernel).solve(x, y)));
    }

    /**
     * Every estimate is {@code k' (K + lambda I)^-1 Y} of the pairs known by then, solved anew. A factorisation is exact for a
     * matrix of which entry (i, j) is off by gamma(n) times the root of its two diagonal entries and by the kernel's own error
     * (Higham, theorem 10.3): to first order the estimate moves by |(K + lambda I)^-1 k|' |change| |w|; this one and ours.
     */
    @Property
    void kernelRidgeSolvesItsSystemAtOnceAndTokenByToken(@ForAll("anyTokens") Tokens any,
            @ForAll("positiveKernel") Kernel kernel, @ForAll("options") StreamOptions options,
            @ForAll("seeds") long seed) {
        Matrix x = any.withLength(Math.max(any.length(), options.delays())).matrix();
        double ridge = options.ridge() + 0.5;
        Predictor predictor = options.embed(Predictor.kernelRidge(kernel, x.cols(), ridge));
        Matrix batch = predictor.predict(x);
        Matrix stream = StreamOptions.stream(predictor, x);
        double[][] y = options.targets(x);
        Triangle gram = Dense.gram(kernel, options.features(x));
        Random random = new Random(seed);
        for (int i = 0; i < CHECKED; i++) {
            int t = i == 0 ? x.rows() - 1 : random.nextInt(x.rows());
            double[][] expected = new double[1][x.cols()];
            double[][] allowed = new double[1][x.cols()];
            for (int c = 0; c < x.cols(); c++) {
                expected[0][c] = options.increments() ? x.get(t, c) : 0;
                allowed[0][c] = 8 * Rounding.UNIT * Math.abs(expected[0][c]);
            }
            int query = t - options.delays() + 1;
            if (query - options.horizon() >= 0) {
                addEstimate(gram, y, query, query - options.horizon() + 1, ridge, expected[0], allowed[0]);
            }
            Enclosure estimate = new Enclosure(expected, allowed);
            estimate.assertContains("batch, token " + (t + 1), Dense.rows(batch.rows(t, t + 1)));
            estimate.assertContains("stream, token " + (t + 1), Dense.rows(stream.rows(t, t + 1)));
        }
    }

    /** Adds the estimate for a feature from the first pairs, and by how much it may be off. */
    static void addEstimate(Triangle gram, double[][] y, int query, int known, double ridge, double[] value,
            double[] allowed) {
        int columns = value.length;
        double[][] matrix = new double[known][known];
        double[][] right = new double[known][columns + 1];
        for (int i = 0; i < known; i++) {
            System.arraycopy(gram.entry()[i], 0, matrix[i], 0, i + 1);
            matrix[i][i] += ridge;
            System.arraycopy(y[i], 0, right[i], 0, columns);
            right[i][columns] = gram.entry()[query][i];
        }
        double[][] solved = Rows.solve(matrix, right);
        double roundings = Rounding.gamma(3.0 * known + 8);
        // Summed before they are added to a token, beside which they may be as small as its roundings.
        double[] sum = new double[columns];
        for (int i = 0; i < known; i++) {
            double change = gram.error()[query][i] + roundings * Math.abs(gram.entry()[query][i]);
            for (int j = 0; j < known; j++) {
                double diagonals = Math.sqrt((gram.entry()[i][i] + ridge) * (gram.entry()[j][j] + ridge));
                double entry = gram.error()[Math.max(i, j)][Math.min(i, j)] + roundings * diagonals;
                change += entry * Math.abs(solved[j][columns]);
            }
            for (int c = 0; c < columns; c++) {
                sum[c] += solved[i][c] * gram.entry()[query][i];
                // y itself may be a rounded difference.
                allowed[c] +=
                        4 * (change * Math.abs(solved[i][c]) + roundings * Math.abs(solved[i][columns] * y[i][c]));
            }
        }
        for (int c = 0; c < columns; c++) {
            // A Gram matrix so near to a singular one that a factorisation fails says nothing of the estimate.
            boolean solvable = Double.isFinite(sum[c]) && Double.isFinite(allowed[c]);
            value[c] += solvable ? sum[c] : 0;
            allowed[c] = solvable ? allowed[c] + 8 * Rounding.UNIT * Math.abs(value[c]) : Double.POSITIVE_INFINITY;
        }
    }

    @Property
    void methodsWithoutTilesGiveTheBitsOfTheirStream(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("options") StreamOptions options) {
        Matrix x = recipe.matrix();
        for (Method method : new Method[]{Method.AFFINE, Method.WINDOW, Method.SPARSE, Method.LEAST_SQUARES,
            Method.INTERCEPT}) {
            Predictor predictor = predictor(method, kernel, x.cols(), options);
            Bits.assertSame(method.name(), StreamOptions.stream(predictor.copy(), x), predictor.predict(x));
        }
    }

    @Property
    void everyPredictionLooksBackOnly(@ForAll("severalTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll("options") StreamOptions options, @ForAll Method method,
            @ForAll @IntRange(min = 2, max = 300) int j, @ForAll("seeds") long seed) {
        CausalityProperties.assertCausal(recipe, j, seed, x -> predictor(method, kernel, x.cols(), options).predict(x));
    }

    @Property
    void copiesAreIndependentAndResetIsABeginning(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("options") StreamOptions options, @ForAll Method method,
            @ForAll @IntRange(min = 0, max = 300) int at) {
        Matrix x = recipe.matrix();
        int cut = at % x.rows();
        Predictor predictor = predictor(method, kernel, x.cols(), options);
        Matrix whole = StreamOptions.stream(predictor, x);
        predictor.reset();
        StreamOptions.stream(predictor, x.rows(0, cut));
        Predictor copy = predictor.copy();
        StreamOptions.stream(predictor, x.rows(0, x.rows() - cut));
        Bits.assertSame("copy", whole.rows(cut, x.rows()), StreamOptions.stream(copy, x.rows(cut, x.rows())));
    }

    @Property
    void aWindowIsARestart(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll("options") StreamOptions options, @ForAll @IntRange(min = 1, max = 25) int window) {
        int needed = window + options.delays() + options.horizon() - 1;
        Matrix x = recipe.withLength(Math.max(recipe.length(), needed + 1)).matrix();
        Predictor whole = options.kaczmarz(kernel, x.cols()).withWindow(window);
        StreamOptions.stream(whole, x);
        Predictor restarted = options.kaczmarz(kernel, x.cols());
        StreamOptions.stream(restarted, x.rows(x.rows() - needed, x.rows()));
        Bits.assertSame("window", restarted.predict(), whole.predict());
    }

    /** Constant kappa: a ridge lambda is the relaxation kappa / (kappa + lambda), and forgetting does not mind. */
    @Property
    void ridgeAndRelaxationAreDualOnASphere(@ForAll("constantNorm") Tokens recipe, @ForAll("paperKernel") Kernel kernel,
            @ForAll("options") StreamOptions options) {
        Matrix x = recipe.matrix();
        double kappa = Dense.kernel(kernel, x.row(0), x.row(0));
        double omega = 0.8;
        StreamOptions relaxed = new StreamOptions(0, omega, 0, options.gamma(), 1, options.horizon(), false);
        StreamOptions ridged =
                new StreamOptions(kappa * (1 - omega) / omega, 1, 0, options.gamma(), 1, options.horizon(), false);
        Enclosure expected = relaxed.predictions(kernel, x);
        // Norms drift by one roundoff a token, which doubles what the sphere's own rounding may come to.
        Triangle triangle = relaxed.triangle(kernel, x);
        double drift = (8 + 2 * Dense.scale(kernel) * recipe.radius() * recipe.radius())
                * Rounding.gamma(4.0 * x.cols() * (x.cols() + 1) + 4.0 * x.rows());
        double[][] weights = triangle.solve(relaxed.targets(x)).value();
        double[][] extra =
                Arrays.stream(weights).map(row -> Arrays.stream(row).map(Math::abs).toArray()).toArray(double[][]::new);
        for (double[][] factor : new double[][][]{triangle.entry(), triangle.inverse(), triangle.entry()}) {
            extra = Triangle.absoluteTimes(factor, extra);
        }
        for (double[] row : extra) {
            for (int c = 0; c < row.length; c++) {
                row[c] *= drift * Math.pow(options.gamma(), 1 - options.horizon());
            }
        }
        expected.widenedBy(extra).assertContains("ridge", Dense.rows(ridged.kaczmarz(kernel, x.cols()).predict(x)));
    }

    /**
     * Observation noise: with n_t independent of x_t, sum of |error|² / |x_t|² is 2 / (2 - omega) times that of the noise
     * in the long run, exactly in expectation (the energy identity with noise).
     */
    @Example
    void relaxationLeavesItsShareOfNoise() {
        int d = 6;
        int length = 40_000;
        for (double omega : new double[]{1, 0.5, 0.2, 0.1}) {
            double[][] w = new Tokens(Kind.CONTRACTION, d, 1, 1, 3).map();
            Random random = new Random(11);
            Predictor predictor = Predictor.kaczmarz(Kernel.linear(), d).withRelaxation(omega);
            double[] x = new double[d];
            Arrays.fill(x, 1);
            predictor.observe(x);
            double error = 0;
            double floor = 0;
            for (int t = 0; t < length; t++) {
                double[] next = Rows.times(w, x);
                double noise = 0;
                for (int c = 0; c < d; c++) {
                    double n = random.nextGaussian();
                    next[c] = 0.9 * next[c] + n;
                    noise += n * n;
                }
                if (t >= length / 2) {
                    double missed = Rows.distance(next, predictor.predict());
                    error += missed * missed / Rows.dot(x, x);
                    floor += noise / Rows.dot(x, x);
                }
                predictor.observe(next);
                x = next;
            }
            double expected = 2 / (2 - omega);
            // Relative deviation of a mean of n d squares, of which the weights leave a third or so in effect.
            double deviation = Math.sqrt(2 / (length / 2.0 * d / 3));
            Claim.holds(Math.abs(error / floor - expected) <= 4 * deviation * expected, "omega %s: %s, not %s", omega,
                    error / floor, expected);
        }
    }

    /** A finite vocabulary costs the same for ever. */
    @Example
    void aVocabularyOf256StreamsInConstantMemory() {
        int words = 256;
        int d = 8;
        Matrix vocabulary = normal(words, d, 1);
        Random random = new Random(2);
        Predictor predictor = Predictor.kaczmarz(Kernel.gaussian(2), d).withRidge(0.5).withForgetting(0.9999);
        long bytes = 0;
        for (int t = 0; t < 200_000; t++) {
            predictor.observe(vocabulary.row(t < words ? t : random.nextInt(words)));
            if (t == words) {
                bytes = predictor.memoryBytes();
            }
        }
        Claim.holds(predictor.memoryBytes() == bytes && bytes <= 1 << 20, "%d bytes became %d", bytes,
                predictor.memoryBytes());
        // Independent draws: a prediction lies among the words' successors, not far out.
        double norm = Math.sqrt(Rows.dot(predictor.predict(), predictor.predict()));
        Claim.holds(norm < 2 * Math.sqrt(d), "prediction of norm %s", norm);
    }
}
