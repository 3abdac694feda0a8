package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.ScalarScoreMicrokernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.VectorScoreMicrokernels;
import io.github.foretoken.internal.tile.FusedDescent;
import io.github.foretoken.internal.tile.RowSums;
import io.github.foretoken.internal.tile.ScoreForm.Geometry;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreMap;
import io.github.foretoken.internal.tile.ScoreTiles;
import io.github.foretoken.internal.tile.SubstitutionOptions;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import io.github.foretoken.internal.tile.TiledSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whole tiled algorithms on each twin, whatever the selector would choose: every length, not only those beyond its
 * threshold, meets the vector loops here.
 */
class TwinProperties extends Generators {
    private static final ScoreMicrokernels[] TWINS = {new ScalarScoreMicrokernels(), new VectorScoreMicrokernels()};

    @Property
    void substitutionAgreesOnBothTwins(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 20) int width, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), width, seed);
        Enclosure prediction = Dense.byColumn(kernel, x).predict(Dense.rows(y));
        Enclosure limit = Dense.byRow(kernel, x).predict(Dense.rows(y));
        for (ScoreMicrokernels loops : TWINS) {
            String twin = loops.getClass().getSimpleName();
            prediction.assertContains("û, " + twin, Dense.rows(substitute(loops, kernel, x, y, Division.WEIGHT)));
            limit.assertContains("u*, " + twin, Dense.rows(substitute(loops, kernel, x, y, Division.PREDICTION)));
        }
    }

    @Property
    void layersAgreeOnBothTwins(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll boolean split, @ForAll @IntRange(min = 0, max = 6) int n) {
        Matrix x = recipe.matrix();
        double[][] y = Dense.successors(x);
        double[] flat = Matrix.copyOf(y).data();
        Enclosure start = Enclosure.exact(new double[x.rows()][x.cols()]);
        // Rows in units of their diagonal: every step is 0.7 of the nilpotent one.
        Triangle unit = Dense.byRow(kernel, x);
        for (int t = 0; t < x.rows(); t++) {
            for (int s = 0; s <= t; s++) {
                unit.entry()[t][s] *= 0.7;
            }
        }
        Enclosure expected = unit.descend(start, y, n, Rounding.gamma(8));
        for (ScoreMicrokernels loops : TWINS) {
            ScoreTiles tiles = tiles(loops, kernel, x, Division.PREDICTION);
            double[] diagonal = tiles.diagonal();
            double[] steps = new double[diagonal.length];
            double[] self = new double[diagonal.length];
            for (int t = 0; t < steps.length; t++) {
                steps[t] = 0.7 / diagonal[t];
                self[t] = 1 - steps[t] * diagonal[t];
            }
            double[] u = new double[flat.length];
            new FusedDescent(loops, tiles, diagonal, steps, split ? self : null, Block.of(flat, x.rows(), x.cols()))
                    .run(u, n, 1);
            expected.assertContains("u^n, " + loops.getClass().getSimpleName(),
                    Dense.rows(Matrix.of(u, x.rows(), x.cols())));
        }
    }

    /** Row sums see the lower triangle only, and stay in range. */
    @Property
    void rowSumsAgreeOnBothTwins(@ForAll("anyTokens") Tokens recipe, @ForAll("exponential") Kernel kernel) {
        Matrix x = recipe.matrix();
        // Softmax's last column is k_tt over the row sum.
        Triangle softmax = Dense.softmax(kernel, x, 1);
        for (ScoreMicrokernels loops : TWINS) {
            ScoreForm form = inner(Dense.scale(kernel), 0, 0, 0, ScoreMap.EXP);
            ScoreTiles tiles = new ScoreTiles(loops, form, Blocks.of(x));
            double[] sums = RowSums.ofShifted(loops, tiles, 1);
            double[] diagonal = tiles.diagonal();
            for (int t = 0; t < sums.length; t++) {
                double error = Math.abs(diagonal[t] / sums[t] - softmax.entry()[t][t]);
                Claim.holds(error <= 2 * softmax.error()[t][t] && sums[t] > 0.5, "row %d: %s / %s, dense softmax %s",
                        t + 1, diagonal[t], sums[t], softmax.entry()[t][t]);
            }
        }
    }

    private static Matrix substitute(ScoreMicrokernels loops, Kernel kernel, Matrix x, Matrix y, Division division) {
        // Targets within a poisoned array: neither twin may let padding in.
        int stride = y.cols() + 3;
        double[] poisoned = new double[2 + y.rows() * stride];
        Arrays.fill(poisoned, Double.NaN);
        for (int t = 0; t < y.rows(); t++) {
            System.arraycopy(y.data(), t * y.cols(), poisoned, 2 + t * stride, y.cols());
        }
        double[] predictions = new TiledSubstitution(loops, tiles(loops, kernel, x, division), division,
                new Block(poisoned, 2, y.rows(), y.cols(), stride), SubstitutionOptions.NONE).run(1).predictions();
        return Matrix.of(predictions, y.rows(), y.cols());
    }

    /** The kernel in the tiles' affine form, an exponential one in units of its row's or column's diagonal. */
    private static ScoreTiles tiles(ScoreMicrokernels loops, Kernel kernel, Matrix x, Division division) {
        ScoreForm form = switch (kernel) {
            case Kernel.Linear() -> inner(1, 0, 0, 0, ScoreMap.IDENTITY);
            case Kernel.Exponential(double scale) ->
                    division == Division.WEIGHT ? inner(scale, 0, -scale, 0, ScoreMap.EXP)
                            : inner(scale, -scale, 0, 0, ScoreMap.EXP);
            case Kernel.Gaussian(double width) -> radial(0.5 / (width * width), ScoreMap.EXP);
            case Kernel.Laplace(double width) -> radial(1 / (width * width), ScoreMap.LAPLACE);
            case Kernel.Matern32(double width) -> radial(3 / (width * width), ScoreMap.MATERN32);
            case Kernel.Matern52(double width) -> radial(5 / (width * width), ScoreMap.MATERN52);
            case Kernel.Polynomial(int degree, double constant) -> inner(1, 0, 0, constant, ScoreMap.power(degree));
            default -> throw new IllegalArgumentException("no form for " + kernel);
        };
        return new ScoreTiles(loops, form, Blocks.of(x));
    }

    private static ScoreForm radial(double factor, ScoreMap map) {
        return new ScoreForm(Geometry.SQUARED_DISTANCE, -factor, 0, 0, 0, map);
    }

    private static ScoreForm inner(double factor, double row, double column, double constant, ScoreMap map) {
        return new ScoreForm(Geometry.INNER_PRODUCT, factor, row, column, constant, map);
    }
}
