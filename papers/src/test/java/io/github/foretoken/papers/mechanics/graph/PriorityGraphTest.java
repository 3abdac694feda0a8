package io.github.foretoken.papers.mechanics.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.cli.Golden;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jgrapht.graph.DefaultEdge;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PriorityGraphTest {
    @Test
    void componentsComeWinnersFirst() {
        // 4 beats 2 beats 0, 0 and 1 and 5 are a cycle that beats 3.
        PriorityGraph graph = new PriorityGraph(7, List.of(new Edge(4, 2), new Edge(2, 0), new Edge(0, 1),
                new Edge(1, 5), new Edge(5, 0), new Edge(1, 3), new Edge(4, 3), new Edge(4, 2)));
        assertThat(graph.components()).containsExactly(List.of(4), List.of(2), List.of(0, 1, 5), List.of(3),
                List.of(6));
        assertThat(graph.levels()).containsExactly(0, 1, 2, 3, 0);
        assertThat(graph.edges()).hasSize(7);
        assertThat(graph.isAcyclic()).isFalse();
        assertThat(graph.within(new Edge(0, 1))).isTrue();
        assertThat(graph.within(new Edge(1, 3))).isFalse();
        assertThat(pairs(graph.condensation())).containsExactlyInAnyOrder("0>1", "1>2", "2>3", "0>3");
        assertThat(pairs(graph.reducedCondensation())).containsExactlyInAnyOrder("0>1", "1>2", "2>3");
        assertThat(pairs(graph.condensation())).as("the reduction leaves it alone").hasSize(4);
    }

    private static List<String> pairs(org.jgrapht.Graph<Integer, DefaultEdge> graph) {
        return graph.edgeSet().stream().map(e -> graph.getEdgeSource(e) + ">" + graph.getEdgeTarget(e)).toList();
    }

    @Test
    void componentsAreThoseOfTheTransitiveClosure() {
        Random random = new Random(1);
        for (int graphs = 0; graphs < 300; graphs++) {
            int n = 1 + random.nextInt(9);
            boolean[][] reaches = new boolean[n][n];
            List<Edge> edges = new ArrayList<>();
            for (int e = random.nextInt(2 * n); e > 0; e--) {
                int i = random.nextInt(n);
                int j = random.nextInt(n);
                if (i != j) {
                    edges.add(new Edge(i, j));
                    reaches[i][j] = true;
                }
            }
            for (int m = 0; m < n; m++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        reaches[i][j] |= reaches[i][m] && reaches[m][j];
                    }
                }
            }
            PriorityGraph graph = new PriorityGraph(n, edges);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    assertThat(graph.component(i) == graph.component(j))
                            .isEqualTo(i == j || (reaches[i][j] && reaches[j][i]));
                    if (reaches[i][j] && graph.component(i) != graph.component(j)) {
                        assertThat(graph.component(i)).isLessThan(graph.component(j));
                        assertThat(graph.levels()[graph.component(i)]).isLessThan(graph.levels()[graph.component(j)]);
                    }
                }
            }
        }
    }

    @Test
    void refusesAnEdgeToItself() {
        assertThatThrownBy(() -> new PriorityGraph(2, List.of(new Edge(1, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token 1 cannot be chosen over itself");
    }

    @Test
    void componentsMergeAsDataGrow() {
        JsonNode golden = Golden.named("mechanics").get("scc_counts");
        for (int length : new int[]{4, 8}) {
            golden.get("T" + length).properties().forEach(count -> {
                int samples = Integer.parseInt(count.getKey());
                // Two standard errors of the reference, which is a mean over 300 graphs; ours has half of them.
                assertThat(ComponentCounts.mean(samples, length, 1000, 1)).as("T = %d, n = %d", length, samples)
                        .isCloseTo(count.getValue().asDouble(), offset(samples == 1 ? 0 : 0.12));
            });
        }
    }
}
