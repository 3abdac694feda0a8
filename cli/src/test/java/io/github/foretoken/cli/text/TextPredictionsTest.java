package io.github.foretoken.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPredictionsTest {
    private static final int CONTEXT = 3;

    /** All methods. */
    private static List<MethodResult> run(byte[] text) {
        List<MethodResult> results = new ArrayList<>(TextPredictions.counts(text, CONTEXT, CONTEXT));
        results.add(TextPredictions.of("patterns", text, CONTEXT,
                new PatternModel(Kernel.exponential(), CONTEXT, 0.3, new Alphabet(text)), done -> {}));
        results.add(TextPredictions.of("vectors", text, CONTEXT,
                new VectorModel(ByteVectors.random(64, 1), Kernel.exponential(), CONTEXT, 0.3), done -> {}));
        return results;
    }

    /** Whatever comes later, even bytes that never came before, changes no prediction made before. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 50, 199})
    void predictionsUseThePastOnly(int changed) {
        byte[] text = Texts.random(200, 5, 8);
        List<MethodResult> before = run(text);
        Arrays.fill(text, changed, text.length, (byte) 0xFE);
        text[changed] = 'A';
        List<MethodResult> after = run(text);
        for (int method = 0; method < before.size(); method++) {
            for (int i = CONTEXT; i <= changed; i++) {
                assertThat(after.get(method).predicted(i)).as("%s, place %d", before.get(method).name(), i)
                        .isEqualTo(before.get(method).predicted(i));
            }
            assertThat(after.get(method).forecast()).isNotEqualTo(ByteModel.NONE);
        }
    }

    /** Random letters cannot be predicted when they first come, and all can be once their context has come before. */
    @Test
    void aRandomPassageIsKnownWhenItComesAgain() {
        byte[] passage = Texts.random(150, 26, 2);
        byte[] text = Texts.concatenated(passage, Texts.random(100, 26, 3), passage);
        Passage found = Passage.longest(text, 32).orElseThrow();
        assertThat(found.first()).isZero();
        assertThat(found.second()).isEqualTo(250);
        assertThat(found.length()).isBetween(150, 152);
        List<MethodResult> results = run(text);
        for (MethodResult result : results.subList(CONTEXT, results.size())) {
            assertThat(TextReport.first(text, result, found)).as(result.name()).isLessThan(0.15);
            assertThat(TextReport.again(text, result, found)).as(result.name()).isGreaterThan(0.9);
        }
        assertThat(TextReport.again(text, results.getFirst(), found)).isLessThan(0.2);
    }

    @Test
    void aPeriodIsPredictedWithoutError() {
        byte[] text = Texts.of("To be or not. ".repeat(20));
        for (MethodResult result : run(text).subList(2, CONTEXT + 3)) {
            assertThat(result.accuracy(text, 3 * 14, text.length)).as(result.name()).isEqualTo(1);
            assertThat(result.forecast()).isEqualTo('T');
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 26})
    void countsAreThoseOfTheDefinition(int letters) {
        byte[] text = Texts.random(250, letters, letters);
        List<MethodResult> results = TextPredictions.counts(text, 1, 4);
        for (int order = 0; order <= 4; order++) {
            for (int i = 1; i <= text.length; i++) {
                assertThat(results.get(order).predicted(i)).as("order %d, place %d", order, i)
                        .isEqualTo(mostFrequent(text, i, order));
            }
        }
    }

    /** What followed the longest suffix, of up to that many bytes, that came before: most often, then latest. */
    private static int mostFrequent(byte[] text, int place, int order) {
        for (int length = Math.min(order, place); length >= 0; length--) {
            int[] counts = new int[256];
            int best = ByteModel.NONE;
            for (int i = length; i < place; i++) {
                if (Arrays.equals(text, i - length, i, text, place - length, place)
                        && ++counts[text[i]] >= (best < 0 ? 0 : counts[best])) {
                    best = text[i];
                }
            }
            if (best >= 0) {
                return best;
            }
        }
        throw new AssertionError("the empty suffix always came before");
    }

    @Test
    void accuracyCountsPlacesWithAPredictionOnly() {
        MethodResult result = new MethodResult("x", Texts.of("??bdz"), 2);
        byte[] text = Texts.of("abbc");
        assertThat(result.accuracy(text, 0, 4)).isEqualTo(0.5);
        assertThat(result.accuracy(text, 3, 4)).isZero();
        assertThat(result.accuracy(text, 0, 2)).isNaN();
        assertThat(result.forecast()).isEqualTo('z');
        assertThat(TextReport.lines(text, List.of(result), null)).containsExactly("           all  second half",
                "x      50.00 %       0.00 %");
    }

    @Test
    void runningAccuracyOfEachWindow() {
        byte[] text = Texts.random(5000, 2, 4);
        MethodResult result = run(text).getFirst();
        RunningAccuracy running = new RunningAccuracy(10, text.length, 300);
        double[] places = running.places();
        double[] accuracy = running.of(text, result);
        assertThat(places).isSorted().hasSizeBetween(500, 1000).endsWith(5000);
        for (int i = 0; i < places.length; i++) {
            int end = (int) places[i];
            assertThat(accuracy[i]).isEqualTo(result.accuracy(text, Math.max(10, end - 300), end));
        }
    }
}
