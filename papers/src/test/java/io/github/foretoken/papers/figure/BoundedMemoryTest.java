package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the figure of bounded memory shows, in its quick form. */
class BoundedMemoryTest {
    @Test
    void moreMemoryComesCloserToAllTokens() {
        for (BoundedMemory.Panel panel : new BoundedMemory(BoundedMemory.Size.QUICK, 0, message -> {}).panels()) {
            for (BoundedMemory.Curve curve : panel.curves()) {
                int last = curve.errors().length - 1;
                assertThat(curve.errors()[last]).as("%s %s", panel.name(), curve.form()).isLessThan(curve.errors()[0]);
                assertThat(curve.bytes()).isSorted();
            }
            if (panel.dimension() == 4) {
                double[] keys = panel.curves().getFirst().errors();
                assertThat(keys[keys.length - 1]).as(panel.name()).isLessThan(1.01 * panel.exact());
            }
        }
    }
}
