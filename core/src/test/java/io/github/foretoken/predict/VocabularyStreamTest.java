package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A finite vocabulary costs the same however long the stream is. {@code -Dforetoken.test.tokens=10000000} streams as many;
 * it passes in 32 MiB of heap.
 */
class VocabularyStreamTest {
    private static final int VOCABULARY = 256;
    private static final int DIMENSION = 16;

    @Test
    void endlessTextOfFewLettersStreamsInConstantMemory() {
        int tokens = Integer.getInteger("foretoken.test.tokens", 30_000);
        double[][] letters = letters();
        Predictor predictor = Predictor.kaczmarz(Kernel.exponential(), DIMENSION);
        double[] prediction = new double[DIMENSION];
        Random random = new Random(1);
        int letter = 0;
        long bytes = 0;
        int hits = 0;
        int lastTenth = tokens / 10;
        for (int t = 0; t < tokens; t++) {
            predictor.observe(letters[letter]);
            predictor.predict(prediction);
            // Each letter has one successor, taken nine times out of ten.
            int usual = (letter * 5 + 17) % VOCABULARY;
            letter = random.nextInt(10) == 0 ? random.nextInt(VOCABULARY) : usual;
            if (t == tokens / 2) {
                bytes = predictor.memoryBytes();
            }
            if (t >= tokens - lastTenth && nearest(letters, prediction) == usual) {
                hits++;
            }
        }
        assertThat(predictor.observed()).isEqualTo(tokens);
        assertThat(predictor.memoryBytes()).isEqualTo(bytes);
        // Two numbers a coordinate of each letter, and rounding up to blocks.
        assertThat(bytes).isLessThan(16L * VOCABULARY * 2 * DIMENSION * Double.BYTES);
        // One target in ten is noise, after which a letter is predicted wrongly until it has been seen again.
        assertThat((double) hits / lastTenth).isGreaterThan(0.85);
    }

    /** Random unit vectors: nearly orthogonal. */
    private static double[][] letters() {
        Random random = new Random(2);
        double[][] letters = new double[VOCABULARY][DIMENSION];
        for (double[] letter : letters) {
            double squares = 0;
            for (int c = 0; c < DIMENSION; c++) {
                letter[c] = random.nextGaussian();
                squares += letter[c] * letter[c];
            }
            for (int c = 0; c < DIMENSION; c++) {
                letter[c] /= Math.sqrt(squares);
            }
        }
        return letters;
    }

    private static int nearest(double[][] letters, double[] x) {
        int nearest = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int l = 0; l < letters.length; l++) {
            double product = 0;
            for (int c = 0; c < x.length; c++) {
                product += letters[l][c] * x[c];
            }
            if (product > best) {
                best = product;
                nearest = l;
            }
        }
        return nearest;
    }
}
