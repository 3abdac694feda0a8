package io.github.foretoken.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.Inputs;
import io.github.foretoken.bench.Times;
import io.github.foretoken.bench.TrainingInputs;
import io.github.foretoken.bench.process.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every peer computes what it is measured for, and the checks refuse what is wrong. */
class PeersTest {
    private static final int TOKENS = 131;
    private static final int DIMENSION = 5;

    @ParameterizedTest
    @ValueSource(strings = {"foretoken", "torch", "torch-kept", "openblas", "netlib", "ojalgo", "ejml"})
    void limitSolvesItsSystem(String name) {
        Matrix x = Inputs.unitTokens(TOKENS, DIMENSION, 1);
        try (Peer peer = Peers.limit(name, x, 1)) {
            peer.enterThread();
            peer.call();
            assertThatCode(() -> LimitCheck.require(name, x, peer.result())).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foretoken", "torch", "torch-kept"})
    void limitInFloat32SolvesItsSystemNearly(String name) {
        Matrix x = input(1, true);
        try (Peer peer = Peers.limit(name, x, true, 1)) {
            peer.enterThread();
            double[] u = peer.result();
            assertThatCode(() -> LimitCheck.require(name, x, u, 0x1p-24)).doesNotThrowAnyException();
            assertThatThrownBy(() -> LimitCheck.require(name, x, u)).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foretoken", "torch", "torch-blas"})
    void attentionIsTheDefinitions(String name) {
        for (boolean single : new boolean[]{false, true}) {
            for (int threads = 1; threads <= 2; threads++) {
                Matrix q = input(1, single);
                Matrix k = input(2, single);
                Matrix v = input(3, single);
                try (Peer peer = Peers.attention(name, q, k, v, single, threads)) {
                    peer.enterThread();
                    peer.call();
                    AttentionCheck.require(name, q, k, v, peer.result(), single ? 0x1p-24 : 0x1p-53);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foretoken", "one-by-one", "torch"})
    void batchesAreTheDefinitionsSequenceBySequence(String name) {
        for (BatchWork inputs : List.of(new BatchWork(false, 13, 9, 3, false, 1),
                new BatchWork(true, 13, 9, 3, false, 1), new BatchWork(true, 13, 9, 3, true, 1))) {
            try (Peer peer = Peers.batch(name, inputs, 1)) {
                peer.enterThread();
                double[] result = peer.result();
                assertThatCode(() -> inputs.require(name, result)).doesNotThrowAnyException();
                result[result.length - 1] += 1e-3;
                assertThatThrownBy(() -> inputs.require(name, result)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void figuresHaveTheirPeersAndTheMeanOfAttention() {
        Map<Job, Map<String, Times>> rows = new LinkedHashMap<>();
        Job batch = new Job(Job.Kind.BATCH_LIMIT, 64, 8, "f64", 1);
        rows.put(batch, Map.of("foretoken", new Times(50_000, 49_000, 51_000), "one-by-one",
                new Times(200_000, 200_000, 200_000)));
        for (int d : new int[]{16, 64}) {
            rows.put(new Job(Job.Kind.ATTENTION, 4096, d, "f32", 1), Map.of("foretoken", new Times(10, 10, 10), "torch",
                    new Times(d == 16 ? 20 : 80, 1, 1), "torch-blas", new Times(1000, 1, 1)));
        }
        List<Figure> figures = PeersFigures.withMeans(PeersFigures.of(rows, new Roofline(List.of())));
        assertThat(figures.getFirst().id()).isEqualTo("peers.batch-limit-64-8-f64-1");
        assertThat(figures.getFirst().what()).contains("2,000 sequences of 64 x 8");
        assertThat(figures.getFirst().peers()).isEqualTo(Map.of("one by one", 200.0));
        assertThat(figures.getLast().spread()).satisfies(mean -> assertThat(mean.median()).isCloseTo(4, within(1e-12)));
    }

    @Test
    void figuresHaveTheGainOfASecondThread() {
        Map<Job, Map<String, Times>> rows = new LinkedHashMap<>();
        rows.put(new Job(Job.Kind.LIMIT, 4096, 16, "f64", 1), Map.of("foretoken", new Times(30, 30, 30)));
        rows.put(new Job(Job.Kind.LIMIT, 1024, 16, "f64", 1), Map.of("foretoken", new Times(3, 3, 3)));
        rows.put(new Job(Job.Kind.LIMIT, 1024, 16, "f64", 2), Map.of("foretoken", new Times(3, 3, 3)));
        rows.put(new Job(Job.Kind.LIMIT, 4096, 16, "f64", 2), Map.of("foretoken", new Times(15, 15, 15)));
        Figure figure = PeersFigures.withMeans(PeersFigures.of(rows, new Roofline(List.of()))).getLast();
        assertThat(figure.id()).isEqualTo("peers.two-threads");
        assertThat(figure.spread()).satisfies(mean -> assertThat(mean.median()).isCloseTo(2, within(1e-12)));
    }

    @Test
    void meansAreMadeAnewFromAllRows() {
        Map<Job, Map<String, Times>> rows = new LinkedHashMap<>();
        rows.put(new Job(Job.Kind.ATTENTION, 4096, 16, "f32", 1),
                Map.of("foretoken", new Times(10, 10, 10), "torch", new Times(20, 1, 1)));
        List<Figure> once = PeersFigures.withMeans(PeersFigures.of(rows, new Roofline(List.of())));
        rows.put(new Job(Job.Kind.ATTENTION, 4096, 64, "f32", 1),
                Map.of("foretoken", new Times(10, 10, 10), "torch", new Times(80, 1, 1)));
        List<Figure> both = new ArrayList<>(once);
        both.addAll(PeersFigures.of(rows, new Roofline(List.of())));
        assertThat(PeersFigures.withMeans(both))
                .isEqualTo(PeersFigures.withMeans(PeersFigures.of(rows, new Roofline(List.of()))));
    }

    private static Matrix input(long seed, boolean single) {
        Matrix matrix = Inputs.unitTokens(TOKENS, DIMENSION, seed);
        return single ? Floats.rounded(matrix) : matrix;
    }

    @ParameterizedTest
    @ValueSource(strings = {"foretoken", "torch", "torch-blas", "torch-fused"})
    void trainingHasTheDefinitionsGradient(String name) {
        TrainingInputs inputs = new TrainingInputs(3, 23, 4, 1);
        try (Peer peer = Peers.training(name, inputs, 2)) {
            peer.enterThread();
            inputs.require(name, peer.result());
            double[] before = peer.result();
            peer.call();
            assertThat(peer.result()).as("a step changes the weights").isNotEqualTo(before);
            before[7] += 1e-3;
            assertThatThrownBy(() -> inputs.require(name, before)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void limitCheckRefusesSmallErrors() {
        Matrix x = Inputs.unitTokens(TOKENS, DIMENSION, 1);
        double[] u = Peers.limit("foretoken", x, 1).result();
        u[3 * DIMENSION] += 1e-9;
        assertThatThrownBy(() -> LimitCheck.require("it", x, u)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it u*, row ");
    }

    @Test
    void attentionCheckRefusesTheMaskOffByOne() {
        Matrix q = input(1, true);
        Matrix k = input(2, true);
        double[] out = Peers.attention("foretoken", q, k, k, true, 1).result();
        System.arraycopy(out.clone(), 0, out, DIMENSION, out.length - DIMENSION);
        assertThatThrownBy(() -> AttentionCheck.require("it", q, k, k, out, 0x1p-24))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tableShowsRatiosAndTheFasterOfTwo() {
        PeersTable table = new PeersTable(new Roofline(List.of()));
        Job one = new Job(Job.Kind.ATTENTION, 4096, 16, "f32", 1);
        Job two = new Job(Job.Kind.ATTENTION, 4096, 16, "f32", 2);
        table.put(one, "foretoken", new Times(20_000, 19_000, 21_000));
        table.put(one, "torch", new Times(30_000, 30_000, 30_000));
        table.put(two, "foretoken", new Times(10_000, 10_000, 10_000));
        table.put(two, "torch", new Times(30_000, 30_000, 30_000));
        table.put(two, "torch-blas", new Times(24_000, 24_000, 24_000));
        assertThat(table.toString()).contains("20.0 [19.0..21.0]", "30.0 (1.50x)", "24.0 (2.40x)")
                .containsPattern(
                        "attention, all rows +geometric mean +1.90, least +1.50 \\(T=4096, d=16, f32, 1 thread\\)")
                .containsPattern("one thread / two, T >= 4096 +geometric mean +2.00");
    }
}
