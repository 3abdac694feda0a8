package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {
    private final double[] data = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void viewsShareTheArrayAndKeepOffsetAndStrideApart() {
        Matrix view = new Matrix(data, 1, 2, 3, 4);
        assertThat(view.get(1, 2)).isEqualTo(7);
        assertThat(view.row(1)).containsExactly(5, 6, 7);
        assertThat(view.rows(1, 2).columns(1, 3).toArray()).containsExactly(6, 7);
        data[7] = -1;
        assertThat(view.get(1, 2)).isEqualTo(-1);
    }

    @Test
    void aViewMayEndExactlyWhereTheArrayEnds() {
        assertThat(new Matrix(data, 2, 2, 3, 5).get(1, 2)).isEqualTo(9);
        assertThatThrownBy(() -> new Matrix(data, 3, 2, 3, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a 2 x 3 view at offset 3 with stride 5 ends at 11, outside data of length 10");
    }

    @Test
    void rejectsStrideBelowColumnsAndOverflowingExtents() {
        assertThatThrownBy(() -> new Matrix(data, 0, 2, 3, 2)).hasMessage("stride 2 is less than cols 3");
        assertThatThrownBy(() -> new Matrix(data, 0, Integer.MAX_VALUE, 3, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Matrix(data, -1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.of(data, 3, 3)).hasMessageContaining("10 elements")
                .hasMessageContaining("3 x 3");
        assertThatThrownBy(() -> Matrix.of(data, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.copyOf(new double[][]{{1, 2}, {3}})).hasMessageContaining("row 1");
    }

    @Test
    void emptyRowRangesAreViewsToo() {
        Matrix view = Matrix.of(data, 5, 2);
        assertThat(view.rows(5, 5).rows()).isZero();
        assertThat(view.rows(0, 0).toArray()).isEmpty();
        assertThatThrownBy(() -> view.rows(4, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesTheElementThatIsNotFinite() {
        data[7] = Double.NaN;
        assertThatThrownBy(() -> Matrix.of(data, 5, 2).requireFinite("tokens"))
                .hasMessage("tokens[3][1] is NaN; every element must be finite");
    }
}
