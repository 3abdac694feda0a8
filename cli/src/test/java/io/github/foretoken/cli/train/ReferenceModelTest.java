package io.github.foretoken.cli.train;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import static org.assertj.core.api.Assertions.assertThat;

/** The weights that come with the program, on sequences they never saw. */
class ReferenceModelTest {
    private static final double MOST_LOSS = 0.62;
    /** From here on infinite depth is beaten; with fewer tokens there is little to learn from, for anyone. */
    private static final int FROM = 5;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void beatTheConstructionAndInfiniteDepth(long seed) {
        Model model = Model.reference();
        TrainingConfig config = model.config().withSeed(seed);
        assertThat(config).as("the setting of the paper")
                .isEqualTo(new TrainingConfig(2, 15, 100, 6, TrainingConfig.Attention.SOFTMAX, 1, false, 4096, seed,
                        config.epochs(), config.patience(), 64, config.rate(), config.schedule(), config.augment()));
        FloatPackedSequences test = new Dataset(config).test();
        double[] trained = model.errors(test);
        double[] untrained = model.untrained().errors(test);
        double[] infinite = infiniteDepth(test);
        assertThat(Arrays.stream(trained).sum()).isLessThanOrEqualTo(MOST_LOSS);
        for (int t = 2; t <= trained.length; t++) {
            assertThat(trained[t - 1]).as("t = %d, against the construction", t).isLessThan(untrained[t - 1]);
            if (t >= FROM) {
                assertThat(trained[t - 1]).as("t = %d, against infinite depth", t).isLessThan(infinite[t - 1]);
            }
        }
    }

    private static double[] infiniteDepth(FloatPackedSequences sequences) {
        double[] mean = null;
        for (int i = 0; i < sequences.count(); i++) {
            Matrix x = Matrix.copyOf(sequences.sequence(i));
            Matrix u = ForwardSubstitution.of(Kernel.exponential()).limit(x.rows(0, x.rows() - 1));
            mean = mean == null ? new double[u.rows()] : mean;
            for (int t = 0; t < mean.length; t++) {
                for (int c = 0; c < x.cols(); c++) {
                    double residual = u.get(t, c) - x.get(t + 1, c);
                    mean[t] += residual * residual / x.cols() / sequences.count();
                }
            }
        }
        return mean;
    }
}
