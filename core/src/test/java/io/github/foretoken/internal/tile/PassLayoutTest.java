package io.github.foretoken.internal.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** Which sizes are too many for one array, without making any. */
class PassLayoutTest {
    private static final List<ToIntFunction<PassLayout>> SIZES =
            List.of(PassLayout::tokenSize, PassLayout::transposedSize, PassLayout::projectedSize, PassLayout::querySize,
                    PassLayout::attentionSize, PassLayout::gradientSize);

    /** Two heads of tokens of dimension d, on the widest vectors there are. */
    private static PassLayout layout(int length, int d) {
        return new PassLayout(length, new LayerWeights(4 * d + 2, 2, d + 1), 16, 64);
    }

    @Test
    void whatFitsHasSizes() {
        // As long as sequences may be, and as wide as a layer of 2^30 weights lets tokens be.
        for (int d : new int[]{1, 15, 4729}) {
            PassLayout layout = layout(1 << 15, d);
            assertThat(layout.fits(1)).isTrue();
            for (ToIntFunction<PassLayout> size : SIZES) {
                assertThat(size.applyAsInt(layout)).isPositive();
            }
        }
    }

    @Test
    void whatDoesNotFitIsFoundOutAndNeverWrapsAround() {
        // 65,536² is 0 in an int, and 50,000² is negative.
        for (int length : new int[]{50_000, 65_536}) {
            PassLayout layout = layout(length, 1);
            assertThat(layout.fits(1)).isFalse();
            assertThatThrownBy(layout::attentionSize).isInstanceOf(ArithmeticException.class);
        }
        PassLayout wide = layout(45_000, 4729);
        assertThat(wide.fits(1)).isFalse();
        assertThatThrownBy(wide::projectedSize).isInstanceOf(ArithmeticException.class);
        PassLayout paper = layout(100, 15);
        assertThat(paper.fits(Integer.MAX_VALUE / paper.gradientSize())).isTrue();
        assertThat(paper.fits(Integer.MAX_VALUE / paper.gradientSize() + 1)).isFalse();
    }
}
