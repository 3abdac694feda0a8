package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayeredLayoutTest {
    @Test
    void boxesDoNotTouchAndEdgesPointDown() {
        Random random = new Random(1);
        for (int graph = 0; graph < 200; graph++) {
            int n = 1 + random.nextInt(12);
            List<int[]> edges = new ArrayList<>();
            int[] levels = new int[n];
            double[] widths = new double[n];
            double[] heights = new double[n];
            for (int i = 0; i < n; i++) {
                widths[i] = 20 + random.nextInt(100);
                heights[i] = 20 + random.nextInt(60);
                for (int j = 0; j < i; j++) {
                    if (random.nextInt(4) == 0) {
                        edges.add(new int[]{j, i});
                        levels[i] = Math.max(levels[i], levels[j] + 1);
                    }
                }
            }
            LayeredLayout layout = new LayeredLayout(levels, widths, heights, edges);
            for (int i = 0; i < n; i++) {
                assertThat(layout.x(i) - widths[i] / 2).isGreaterThan(-1e-9);
                assertThat(layout.x(i) + widths[i] / 2).isLessThan(layout.width() + 1e-9);
                assertThat(layout.y(i) + heights[i] / 2).isLessThan(layout.height() + 1e-9);
                for (int j = 0; j < i; j++) {
                    boolean apart = Math.abs(layout.x(i) - layout.x(j)) >= (widths[i] + widths[j]) / 2 + 20
                            || Math.abs(layout.y(i) - layout.y(j)) >= (heights[i] + heights[j]) / 2 + 20;
                    assertThat(apart).isTrue();
                }
            }
            for (int e = 0; e < edges.size(); e++) {
                double[] path = layout.path(e);
                assertThat(path).hasSize(2 * (levels[edges.get(e)[1]] - levels[edges.get(e)[0]] + 1));
                for (int i = 3; i < path.length; i += 2) {
                    assertThat(path[i]).isGreaterThan(path[i - 2]);
                }
            }
        }
    }

    @Test
    void anEdgePassesBesideABoxBetween() {
        // 0 to 1 to 2, and 0 to 2.
        LayeredLayout layout = new LayeredLayout(new int[]{0, 1, 2}, new double[]{30, 80, 30}, new double[]{30, 30, 30},
                List.of(new int[]{0, 1}, new int[]{1, 2}, new int[]{0, 2}));
        assertThat(Math.abs(layout.path(2)[2] - layout.x(1))).isGreaterThan(40);
        assertThat(layout.path(2)[3]).isCloseTo(layout.y(1), offset(1e-9));
    }

    @Test
    void crossingsThatCanBeSparedAre() {
        // 0 to 3 and 1 to 2: the lower row must turn around.
        LayeredLayout layout = new LayeredLayout(new int[]{0, 0, 1, 1}, new double[]{30, 30, 30, 30},
                new double[]{30, 30, 30, 30}, List.of(new int[]{0, 3}, new int[]{1, 2}));
        assertThat(Math.signum(layout.x(0) - layout.x(1))).isEqualTo(Math.signum(layout.x(3) - layout.x(2)));
        assertThat(layout.x(0)).isCloseTo(layout.x(3), offset(1e-9));
    }
}
