package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Steps of which the direct or the rolled-out estimate is chosen, and columns that others are predicted from. */
class RollOutProperties extends HorizonMethods {
    /** Those that foresee the next token, from which roll-outs go on. */
    @Provide
    Arbitrary<Method> tame() {
        return Arbitraries.of(Method.KACZMARZ, Method.SPARSE, Method.LEAST_SQUARES, Method.AFFINE_RIDGE);
    }

    /** To the bit what the sums of squared errors say, counted here from estimates of both kinds. */
    @Property
    void eachStepIsTheEstimateThatHasBeenCloser(@ForAll("severalTokens") Tokens any,
            @ForAll("options") StreamOptions options, @ForAll("tame") Method method, @ForAll boolean standardized,
            @ForAll @IntRange(min = 1, max = 300) int at) {
        Matrix x = some(any, options);
        int cut = at % x.rows();
        Kernel kernel = method == Method.SPARSE || method == Method.KACZMARZ ? Kernel.gaussian(1) : Kernel.linear();
        Predictor direct = method.all(kernel, x.cols(), options, standardized);
        Predictor chosen = direct.withRollOuts();
        boolean forgets = method == Method.KACZMARZ || method == Method.SPARSE || method == Method.LEAST_SQUARES;
        Choice choice = new Choice(options.horizon(), x.cols(), forgets ? options.gamma() : 1);
        for (int t = 0; t < x.rows(); t++) {
            if (t == cut) {
                direct.interrupt();
                chosen.interrupt();
                choice.begin(t);
            }
            direct.observe(x.row(t));
            chosen.observe(x.row(t));
            choice.add(direct.forecast(), direct.rollOut(options.horizon()), x, t);
            Bits.assertSame("after token " + (t + 1), choice.expected(t), chosen.forecast());
            Bits.assertSame("the next token", chosen.forecast().row(0), chosen.predict());
        }
    }

    private static final class Choice {
        private final Matrix[] direct = new Matrix[1000];
        private final Matrix[] rolled = new Matrix[1000];
        private final double[][] directErrors;
        private final double[][] rolledErrors;
        private final double gamma;
        private int begin;

        Choice(int horizon, int d, double gamma) {
            directErrors = new double[horizon][d];
            rolledErrors = new double[horizon][d];
            this.gamma = gamma;
        }

        void begin(int t) {
            begin = t;
        }

        void add(Matrix directPath, Matrix rolledPath, Matrix x, int t) {
            direct[t] = directPath;
            rolled[t] = rolledPath;
            for (int h = 1; h <= directErrors.length && t - h >= begin; h++) {
                for (int c = 0; c < x.cols(); c++) {
                    double a = direct[t - h].get(h - 1, c) - x.get(t, c);
                    double b = rolled[t - h].get(h - 1, c) - x.get(t, c);
                    directErrors[h - 1][c] = gamma * directErrors[h - 1][c] + a * a;
                    rolledErrors[h - 1][c] = gamma * rolledErrors[h - 1][c] + b * b;
                }
            }
        }

        Matrix expected(int t) {
            Matrix result = Matrix.of(direct[t].toArray(), direct[t].rows(), direct[t].cols());
            for (int h = 0; h < result.rows(); h++) {
                for (int c = 0; c < result.cols(); c++) {
                    double a = directErrors[h][c];
                    double b = rolledErrors[h][c];
                    boolean due = t - begin > h || a != 0 || b != 0;
                    result.data()[h * result.cols() + c] = b < a || !due ? rolled[t].get(h, c) : direct[t].get(h, c);
                }
            }
            return result;
        }
    }

    /** To the bit what a predictor of that column and the shared ones alone says of that column. */
    @Property
    void aColumnSeesItselfAndTheSharedOnes(@ForAll("severalTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll("options") StreamOptions options, @ForAll Method method, @ForAll boolean standardized,
            @ForAll @IntRange(max = 5) int first, @ForAll @IntRange(max = 5) int second) {
        Matrix x = some(any, options);
        int d = x.cols();
        int[] shared = IntStream.of(first % d, second % d).distinct().toArray();
        Predictor together = method.all(kernel, d, options, standardized).withSeparateColumns(shared);
        Matrix batch = together.predict(x);
        Matrix forecasts = StreamOptions.forecasts(together, x);
        int[] sorted = Arrays.stream(shared).sorted().toArray();
        for (int c = 0; c < d; c++) {
            int own = c;
            int[] seen = IntStream.concat(IntStream.of(c), Arrays.stream(sorted).filter(s -> s != own)).toArray();
            Matrix some = select(x, seen);
            Predictor alone = method.all(kernel, seen.length, options, standardized);
            Bits.assertSame("batch", select(batch, c), select(alone.predict(some), 0));
            Matrix expected = StreamOptions.forecasts(alone, some);
            for (int h = 0; h < options.horizon(); h++) {
                Bits.assertSame("step " + (h + 1), select(forecasts, h * d + c), select(expected, h * seen.length));
            }
        }
    }

    private static Matrix select(Matrix x, int... columns) {
        Matrix some = Matrix.zeros(x.rows(), columns.length);
        for (int t = 0; t < x.rows(); t++) {
            for (int i = 0; i < columns.length; i++) {
                some.data()[t * columns.length + i] = x.get(t, columns[i]);
            }
        }
        return some;
    }
}
