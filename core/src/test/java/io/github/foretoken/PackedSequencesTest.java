package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways into and out of matrices and packed sequences. */
class PackedSequencesTest {
    @Test
    void sequencesLieOneAfterTheOther() {
        double[] tokens = {1, 2, 3, 4, 5, 6, 7, 8};
        PackedSequences packed = PackedSequences.of(tokens, new int[]{1, 0, 3}, 2);
        assertThat(packed.count()).isEqualTo(3);
        assertThat(packed.longest()).isEqualTo(3);
        assertThat(packed.start(2)).isEqualTo(2);
        assertThat(packed.sequence(1).rows()).isZero();
        assertThat(packed.sequence(2).toArray()).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(packed.sequence(2).data()).as("shared").isSameAs(tokens);
        PackedSequences last = packed.range(2, 3);
        assertThat(last.sequence(0)).isEqualTo(packed.sequence(2));
        assertThat(last.withTokens(new double[8]).sequence(0).get(1, 1)).isZero();
        assertThat(PackedSequences.of(tokens, 2, 2).sequence(1).toArray()).containsExactly(5, 6, 7, 8);
        PackedSequences copy = PackedSequences.copyOf(List.of(packed.sequence(2), packed.sequence(0)));
        assertThat(copy.tokens()).containsExactly(3, 4, 5, 6, 7, 8, 1, 2);
        assertThat(copy).hasToString("PackedSequences: 2 of up to 3 x 2");
        assertThat(PackedSequences.of(new double[0], new int[0], 4).longest()).isZero();
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> PackedSequences.of(new double[9], 4, 2))
                .hasMessage("tokens must have a multiple of T d = 4 x 2 elements, not 9");
        assertThatThrownBy(() -> PackedSequences.of(new double[8], new int[]{2, -1}, 2))
                .hasMessage("lengths[1] must be 0 or more, not -1");
        for (int elements : new int[]{7, 9, 10}) {
            assertThatThrownBy(() -> PackedSequences.of(new double[elements], new int[]{2, 2}, 2))
                    .hasMessage("lengths come to 4 tokens of dimension 2, which do not fill the " + elements
                            + " elements of tokens");
        }
        assertThatThrownBy(() -> PackedSequences.of(new double[8], 2, 0))
                .hasMessage("dimension must be 1 or more, not 0");
        assertThatThrownBy(() -> PackedSequences.copyOf(List.of(Matrix.zeros(2, 3), Matrix.zeros(2, 4))))
                .hasMessage("sequences[1] is 2 x 4, sequences[0] is 2 x 3: all must have tokens of one dimension");
        assertThatThrownBy(() -> PackedSequences.copyOf(List.of())).hasMessageStartingWith("sequences is empty");
        assertThatThrownBy(() -> PackedSequences.of(new double[8], 4, 2).withTokens(new double[9]))
                .hasMessage("others must have 8 elements, as tokens has, not 9");
    }

    @Test
    void matricesComeFromAndGoToWhatProgramsHave() {
        double[][] rows = {{1, 2, 3}, {4, 5, 6}};
        Matrix matrix = Matrix.copyOf(rows);
        assertThat(matrix.toRows()).isDeepEqualTo(rows);
        assertThat(matrix.columns(1, 3).toRows()).isDeepEqualTo(new double[][]{{2, 3}, {5, 6}});
        assertThat(matrix.stream().mapToDouble(row -> Arrays.stream(row).sum()).toArray()).containsExactly(6, 15);
        assertThat(Matrix.copyOf(matrix.stream().toList()).toArray()).containsExactly(matrix.toArray());

        DoubleBuffer direct = ByteBuffer.allocateDirect(8 * 8).order(ByteOrder.nativeOrder()).asDoubleBuffer();
        direct.position(1);
        matrix.columns(0, 2).copyTo(direct);
        assertThat(direct.position()).isEqualTo(5);
        direct.flip().position(1);
        Matrix back = Matrix.copyOf(direct, 2);
        assertThat(back.toRows()).isDeepEqualTo(new double[][]{{1, 2}, {4, 5}});
        assertThat(direct.position()).as("where it was").isEqualTo(1);
        DoubleBuffer whole = DoubleBuffer.allocate(6);
        matrix.copyTo(whole);
        assertThat(whole.array()).containsExactly(1, 2, 3, 4, 5, 6);
        Matrix.zeros(0, 3).copyTo(whole);

        assertThatThrownBy(() -> Matrix.copyOf(new double[][]{{1}, null})).isInstanceOf(NullPointerException.class)
                .hasMessage("row 1");
        assertThatThrownBy(() -> Matrix.copyOf(new double[][]{null})).hasMessage("row 0");
        assertThatThrownBy(() -> Matrix.copyOf(DoubleBuffer.allocate(5), 2))
                .hasMessage("the buffer holds 5 numbers, which are no whole rows of 2");
    }

    @Test
    void precisionsAreExchanged() {
        Matrix wide = Matrix.copyOf(new double[][]{{1, 0.1, 1e300}, {-0.0, 1e-60, 3}}).columns(0, 3);
        FloatMatrix narrow = FloatMatrix.copyOf(wide.columns(0, 2));
        assertThat(narrow.toArray()).containsExactly(1, 0.1f, -0f, 0);
        assertThat(FloatMatrix.copyOf(wide).get(0, 2)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Matrix.copyOf(narrow).toArray()).containsExactly(1, 0.1f, -0.0, 0);
        assertThat(Matrix.copyOf(FloatMatrix.zeros(0, 2)).shape()).isEqualTo("0 x 2");
    }
}
