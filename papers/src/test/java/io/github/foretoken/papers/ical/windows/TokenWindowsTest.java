package io.github.foretoken.papers.ical.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.Golden;
import io.github.foretoken.cli.terminal.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokenWindowsTest {
    private static final JsonNode GOLDEN = Golden.named("ical").get("token_encoding");

    private static Matrix identity(int d) {
        Matrix identity = Matrix.zeros(d, d);
        for (int i = 0; i < d; i++) {
            identity.data()[i * d + i] = 1;
        }
        return identity;
    }

    @Test
    void repeatedTokensWithDifferentSuccessorsAreNotExplained() {
        Embeddings orthonormal = Embeddings.of(identity(7));
        for (Map.Entry<String, JsonNode> pattern : GOLDEN.get("orthonormal_patterns_MSE_times_d").properties()) {
            TokenWindows window = TokenWindows.of(TokenText.ofWords(pattern.getKey()), 10);
            double expected = pattern.getValue().asDouble();
            assertThat(7 * window.errors(orthonormal)[0]).as(pattern.getKey()).isCloseTo(expected, within(1e-14));
            assertThat(window.ambiguous()).isEqualTo(expected > 0 ? 1 : 0);
        }
    }

    @Test
    void isLeastSquaresRolledOut() {
        Random random = new Random(5);
        for (int d : new int[]{2, 3, 4, 9}) {
            for (int trial = 0; trial < 20; trial++) {
                // Few different tokens, so that some repeat; in R^2 and R^3 they depend on one another.
                Embeddings embeddings = Embeddings.random(4, d, random.nextLong());
                int[] window = random.ints(5, 0, 4).toArray();
                double[] errors = TokenWindows.of(new TokenText(window, 4), 1).errors(embeddings);
                assertThat(errors[0]).isCloseTo(leastSquares(window, embeddings), within(1e-9));
            }
        }
    }

    private static double leastSquares(int[] window, Embeddings embeddings) {
        int n = window.length;
        RealMatrix inputs = MatrixUtils.createRealMatrix(embeddings.dimension(), n - 1);
        RealMatrix outputs = MatrixUtils.createRealMatrix(embeddings.dimension(), n - 1);
        for (int t = 0; t < n - 1; t++) {
            inputs.setColumn(t, embeddings.unit(window[t]));
            outputs.setColumn(t, embeddings.unit(window[t + 1]));
        }
        SingularValueDecomposition svd = new SingularValueDecomposition(inputs);
        RealMatrix inverse = MatrixUtils.createRealMatrix(n - 1, embeddings.dimension());
        double[] values = svd.getSingularValues();
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 1e-6) {
                inverse = inverse.add(svd.getV()
                        .getColumnMatrix(i)
                        .multiply(svd.getUT().getRowMatrix(i))
                        .scalarMultiply(1 / values[i]));
            }
        }
        RealMatrix a = outputs.multiply(inverse);
        double[] state = embeddings.unit(window[0]);
        double error = 0;
        for (int t = 1; t < n; t++) {
            state = a.operate(state);
            double[] token = embeddings.unit(window[t]);
            for (int j = 0; j < token.length; j++) {
                error += (state[j] - token[j]) * (state[j] - token[j]);
            }
        }
        return error / (n * embeddings.dimension());
    }

    @Test
    void randomVectorsOfTheAuthorsDimensionGiveTheAuthorsErrors() {
        Embeddings embeddings = Embeddings.random(4, 1280, 3);
        double error = TokenWindows.of(TokenText.ofWords("a b a c d"), 1).errors(embeddings)[0];
        JsonNode published = GOLDEN.get("repo_histogram");
        assertThat(error).isBetween(published.get("original_range").get(0).asDouble(),
                published.get("original_range").get(1).asDouble());
        assertThat(error * 1280).as("nearly orthonormal").isCloseTo(0.45, within(0.05));
    }

    @Test
    void cutsAndShuffles() {
        int[] numbers = {0, 1, 2, 3, 4, 5, 6, TokenText.UNKNOWN, 8, 9, 5, 6, 7, 8, 9, 0, 1};
        TokenWindows windows = TokenWindows.of(new TokenText(numbers, 10), 10);
        assertThat(windows.count()).as("one has an unknown token, the last is too short").isEqualTo(2);
        assertThat(TokenWindows.of(new TokenText(numbers, 10), 1).count()).isEqualTo(1);
        TokenWindows shuffled = windows.shuffled(new Random(1));
        assertThat(shuffled.count()).isEqualTo(2);
        Embeddings orthonormal = Embeddings.of(identity(10));
        assertThat(Arrays.stream(shuffled.errors(orthonormal)).sum()).as("no token occurs twice").isLessThan(1e-15);
    }

    @Test
    void tokensAreWordsAndMarks() {
        TokenText text = TokenText.ofWords("Call me Ishmael. Don't call-me, 1851!");
        assertThat(text.numbers()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(TokenText.ofWords("the whale , the", List.of("whale", "the")).numbers()).containsExactly(1, 0,
                TokenText.UNKNOWN, 1);
        assertThat(TokenText.ofNumbers(" 3 1\n4\t1 ", 5, "x").numbers()).containsExactly(3, 1, 4, 1);
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> TokenText.ofNumbers("1 whale", 5, "x"))
                .withMessageStartingWith("x: 'whale' is not a token number");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> TokenText.ofNumbers("5", 5, "x"))
                .withMessageContaining("numbered from 0 to 4");
    }

    @Test
    void aZeroVectorHasNoDirection() {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> Embeddings.of(Matrix.zeros(2, 3)).unit(1))
                .withMessageContaining("row 1");
    }
}
