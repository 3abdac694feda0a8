package io.github.foretoken.papers.mechanics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedLayerTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    /** Sequences of tokens that may repeat, each of which is chosen in proportion to its strength before the last token. */
    private static List<Sample> draw(int count, double[][] strengths, Random random) {
        List<Sample> samples = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            List<Integer> tokens = IntStream.range(0, 1 + random.nextInt(6))
                    .map(i -> random.nextInt(strengths.length))
                    .boxed()
                    .toList();
            double[] own = tokens.stream().mapToDouble(t -> strengths[tokens.getLast()][t]).toArray();
            double left = random.nextDouble() * IntStream.range(0, own.length).mapToDouble(i -> own[i]).sum();
            int chosen = 0;
            while (chosen < own.length - 1 && left > own[chosen]) {
                left -= own[chosen++];
            }
            samples.add(Sample.of(tokens, tokens.get(chosen)));
        }
        return samples;
    }

    private static double[][] strengths(Random random) {
        double[][] strengths = new double[NAMES.size()][NAMES.size()];
        for (double[] row : strengths) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.exp(1.5 * random.nextGaussian());
            }
        }
        return strengths;
    }

    /** The other solver knows matrices only: W in the coordinates e_i e_k', by Newton's method with Cholesky factors. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.3, 20})
    void isTheMinimumOverAllMatrices(double ridge) {
        Random random = new Random(7);
        List<Sample> samples = draw(60, strengths(random), random);
        LearnedLayer layer = LearnedLayer.train(NAMES, samples, ridge);
        int k = NAMES.size();
        double[] ones = new double[k * k];
        List<double[]> basis = new ArrayList<>();
        for (int i = 0; i < k * k; i++) {
            double[] unit = new double[k * k];
            unit[i] = 1;
            basis.add(unit);
            ones[i] = i % (k + 1) == 0 ? 1 : 0;
        }
        AttentionLayer attention = new AttentionLayer(Matrix.of(ones, k, k), samples);
        double[] w = ConditionalLogit.of(attention, basis, samples)
                .minimise(ridge / samples.size(), new double[k * k])
                .coordinates();
        for (int i = 0; i < k; i++) {
            for (int last = 0; last < k; last++) {
                // Both stop where the gradient, per unit of the ridge, is about 1e-9.
                assertThat(layer.score(NAMES.get(last), NAMES.get(i))).isCloseTo(w[i * k + last],
                        within(1e-7 * Math.max(1, Math.abs(w[i * k + last]))));
            }
        }
    }

    /** Of (a, b) before b, a once: scores s and -s with 1 - sigma(2 s) = ridge s. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1, 50})
    void oneSampleHasAClosedForm(double ridge) {
        LearnedLayer layer = LearnedLayer.train(List.of("a", "b"), List.of(Sample.of(0, 0, 1)), ridge);
        double s = layer.score("b", "a");
        assertThat(layer.score("b", "b")).isCloseTo(-s, within(1e-9));
        assertThat(ridge * s).isCloseTo(1 / (1 + Math.exp(2 * s)), within(1e-8 * ridge));
    }

    /** The ridge vanishes: inside a cycle scores are the logarithms of strengths, as 2 to 1 of the published example. */
    @Test
    void aVanishingRidgeLeavesLucesStrengths() {
        List<Sample> samples = List.of(Sample.of(0, 0, 1, 2), Sample.of(0, 0, 1, 2), Sample.of(1, 0, 1, 2));
        LearnedLayer layer = LearnedLayer.train(NAMES, samples, 1e-7);
        assertThat(layer.score("c", "a") - layer.score("c", "b")).isCloseTo(Math.log(2), within(1e-6));
        Map<String, Double> chances = layer.chances(List.of("a", "b", "c"));
        assertThat(chances.get("a")).isCloseTo(2.0 / 3, within(1e-5));
        assertThat(chances.get("c")).isLessThan(1e-5);
    }

    @Test
    void foretellsBetterThanCountingWhereTokensAreNotShownAlike() {
        Random random = new Random(3);
        double[][] strengths = strengths(random);
        List<Sample> training = draw(1500, strengths, random);
        List<Sample> test = draw(1500, strengths, random);
        LearnedLayer layer = LearnedLayer.train(NAMES, training, RidgeSearch.choose(NAMES, training, 1));
        Counting counting = new Counting(1);
        training.forEach(sample -> counting.add(words(sample), NAMES.get(sample.label())));
        HeldOut learned = new HeldOut();
        HeldOut counted = new HeldOut();
        HeldOut truth = new HeldOut();
        for (Sample sample : test) {
            String label = NAMES.get(sample.label());
            learned.add(layer.chances(words(sample)), label);
            counted.add(counting.chances(words(sample)), label);
            double all = sample.tokens().stream().mapToDouble(t -> strengths[sample.last()][t]).sum();
            double own = sample.tokens()
                    .stream()
                    .filter(t -> t == sample.label())
                    .mapToDouble(t -> strengths[sample.last()][t])
                    .sum();
            truth.add(Map.of(label, own / all), label);
        }
        // 36 numbers learned from 1,500 sequences cost about 36/3000 beyond the truth, whose own mean errs by 1/sqrt(1500).
        assertThat(learned.logLoss()).isLessThan(counted.logLoss()).isCloseTo(truth.logLoss(), within(0.036));
        assertThat(learned.accuracy()).isGreaterThan(counted.accuracy());
    }

    private static List<String> words(Sample sample) {
        return sample.tokens().stream().map(NAMES::get).toList();
    }

    @Test
    void whatIsUnknownHasScoreZero() {
        LearnedLayer layer = LearnedLayer.train(NAMES, List.of(Sample.of(0, 0, 1)), 1);
        assertThat(layer.names()).containsExactly("a", "b");
        assertThat(layer.chances(List.of("z"))).containsExactly(entry("z", 1.0));
        assertThat(layer.chances(List.of("y", "z", "y", "a"))).containsExactly(entry("y", 0.5), entry("z", 0.25),
                entry("a", 0.25));
        double s = layer.score("b", "a");
        assertThat(layer.chances(List.of("a", "z", "b")).get("z")).isCloseTo(1 / (1 + Math.exp(s) + Math.exp(-s)),
                within(1e-9));
    }

    @Test
    void thereIsNothingToLearnFromOneToken() {
        LearnedLayer layer = LearnedLayer.train(NAMES, List.of(Sample.of(2, 2), Sample.of(2, 2, 2)), 0.5);
        assertThat(layer.score("c", "c")).isZero();
        assertThat(RidgeSearch.choose(NAMES, List.of(Sample.of(2, 2)), 0)).isOne();
    }

    @Test
    void refusesWhatCannotBeTrained() {
        assertThatIllegalArgumentException().isThrownBy(() -> LearnedLayer.train(NAMES, List.of(), 1))
                .withMessageContaining("there must be a sample");
        List<Sample> one = List.of(Sample.of(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> LearnedLayer.train(NAMES, one, 0))
                .withMessageContaining("not 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> LearnedLayer.train(NAMES, one, Double.NaN))
                .withMessageContaining("not NaN");
    }
}
