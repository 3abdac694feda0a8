package io.github.foretoken.internal.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.JavaBlas;
import io.github.foretoken.internal.blas.LibraryProducts;
import io.github.foretoken.internal.simd.ScalarScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm.Geometry;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Substitution with the products of wide tokens on a BLAS, against substitution on its own tiles. */
class BlockProductsTest {
    private static final ScalarScoreMicrokernels LOOPS = new ScalarScoreMicrokernels();
    private static final Blas BLAS = new JavaBlas(LOOPS);
    private static final int DIMENSION = 130;
    private static final int COLUMNS = 21;

    enum Form {
        LINEAR, EXPONENTIAL, BY_COLUMN, GAUSSIAN;

        ScoreForm form() {
            return switch (this) {
                case LINEAR -> new ScoreForm(Geometry.INNER_PRODUCT, 1, 0, 0, 0, ScoreMap.power(1));
                case EXPONENTIAL -> new ScoreForm(Geometry.INNER_PRODUCT, 1, -1, 0, 0, ScoreMap.EXP);
                case BY_COLUMN -> new ScoreForm(Geometry.INNER_PRODUCT, 1, 0, -1, 0, ScoreMap.EXP);
                case GAUSSIAN -> new ScoreForm(Geometry.SQUARED_DISTANCE, -0.5, 0, 0, 0, ScoreMap.EXP);
            };
        }
    }

    private static double[] unitTokens(int count) {
        Random random = new Random(count);
        double[] x = random.doubles((long) count * DIMENSION, -1, 1).toArray();
        for (int t = 0; t < count; t++) {
            double norm = 0;
            for (int c = 0; c < DIMENSION; c++) {
                norm += x[t * DIMENSION + c] * x[t * DIMENSION + c];
            }
            for (int c = 0; c < DIMENSION; c++) {
                x[t * DIMENSION + c] /= Math.sqrt(norm);
            }
        }
        return x;
    }

    private static double[] predictions(Form form, int count, Blas blas, int threads) {
        double[] x = unitTokens(count);
        double[] y = new Random(1).doubles((long) count * COLUMNS, -1, 1).toArray();
        ScoreTiles tiles = new ScoreTiles(LOOPS, form.form(), Block.of(x, count, DIMENSION));
        return new TiledSubstitution(LOOPS, tiles, Division.WEIGHT, Block.of(y, count, COLUMNS),
                new SubstitutionOptions(null, null, blas == null ? null : LibraryProducts.on(blas))).run(threads)
                .predictions();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void blocksAgreeWithTiles(Form form) {
        for (int count : new int[]{190, 192, 384, 400, 1000}) {
            double[] expected = predictions(form, count, null, 1);
            double[] actual = predictions(form, count, BLAS, 1);
            // cond <= 2 T, and a score of unit tokens is off by some 2 (d + 8) roundoffs.
            double bound = 2.0 * count * 4 * (DIMENSION + count) * 0x1p-53 * Math.sqrt(count);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], offset(bound));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void threadsChangeNoBit(Form form) {
        double[] one = predictions(form, 1000, BLAS, 1);
        for (int threads : new int[]{2, 3, 5}) {
            assertThat(predictions(form, 1000, BLAS, threads)).containsExactly(one);
        }
    }

    @Test
    void blocksReallyRunOnTheBlas() {
        // Sums in another order: some bit differs, or the block path was not taken.
        assertThat(predictions(Form.EXPONENTIAL, 1000, BLAS, 1))
                .isNotEqualTo(predictions(Form.EXPONENTIAL, 1000, null, 1));
    }

    @Test
    void narrowTokensAndShortSequencesAskForNoBlas() {
        assertThat(SubstitutionOptions.libraryFor(100_000, 16, 16)).isNull();
        assertThat(SubstitutionOptions.libraryFor(300, 2000, 2000)).isNull();
    }
}
