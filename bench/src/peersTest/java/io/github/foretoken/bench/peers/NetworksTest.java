package io.github.foretoken.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.peers.NetworkTask.Sequences;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recurrentNetworksHaveTheTransformersWeightsAndLearn(boolean lstm) {
        NetworkTask task = new NetworkTask(1, 0);
        Sequences training = task.draw(64, 1);
        Sequences validation = task.draw(32, 2);
        long most = TrainedTransformer.SHAPE.size();
        TorchRecurrent network = TorchRecurrent.train(lstm, most, NetworkSettings.EPOCHS, training, validation);
        assertThat(network.parameters()).isEqualTo(network.counted()).isBetween(most * 97 / 100, most);
        // Tokens are unit vectors: to predict zero misses 1/4 of a coordinate.
        double[] errors = NetworkMethod.errors(network.predict(training.observed()), training.clean());
        assertThat(NetworkMethod.mean(errors)).isLessThan(0.24);
        // What is predicted of a beginning does not depend on what follows.
        Matrix sequence = validation.observed().getFirst();
        double[] changed = sequence.toArray();
        Arrays.fill(changed, changed.length / 2, changed.length, 0);
        Matrix other = Matrix.of(changed, sequence.rows(), sequence.cols());
        assertThat(network.predict(List.of(other)).getFirst().row(10))
                .containsExactly(network.predict(List.of(sequence)).getFirst().row(10), within(1e-5));
    }

    @Test
    void noiseIsInWhatIsObservedOnly() {
        Sequences clean = new NetworkTask(4, 0).draw(20, 5);
        Sequences noisy = new NetworkTask(4, 0.1).draw(20, 5);
        double squares = 0;
        long count = 0;
        for (int i = 0; i < 20; i++) {
            double[] x = noisy.clean().get(i).data();
            double[] y = noisy.observed().get(i).data();
            for (int j = 0; j < x.length; j++) {
                squares += (x[j] - y[j]) * (x[j] - y[j]);
                count++;
            }
            // float32's numbers of unit vectors.
            assertThat(clean.observed().get(i).data()).containsExactly(clean.clean().get(i).data(), within(0x1p-24));
        }
        // A mean of count squares of standard deviation sqrt 2 times their mean; five of its own.
        assertThat(squares / count).isCloseTo(0.01, within(0.01 * 5 * Math.sqrt(2.0 / count)));
    }

    @Test
    void errorsAreOfTheNextToken() {
        Sequences some = new NetworkTask(3, 0).draw(3, 9);
        List<Matrix> truth = some.clean().stream().map(x -> x.rows(1, NetworkTask.LENGTH + 1)).toList();
        assertThat(NetworkMethod.errors(truth, some.clean())).hasSize(NetworkTask.LENGTH).containsOnly(0);
        List<Matrix> zero = truth.stream().map(x -> Matrix.zeros(x.rows(), x.cols())).toList();
        for (double error : NetworkMethod.errors(zero, some.clean())) {
            assertThat(error).isCloseTo(0.25, within(1e-15 * 40));
        }
    }

    /** Without noise u* of a rotation, with the linear kernel, goes on falling; kernel ridge has chosen the least ridge. */
    @Test
    void methodsInContextNeedNoTraining() {
        NetworkTask task = new NetworkTask(1, 0);
        Sequences test = task.draw(8, 3);
        double[] limit = NetworkMethod.errors(ContextMethod.limit(task).predict(test.observed()), test.clean());
        assertThat(limit[NetworkTask.LENGTH - 1]).isLessThan(limit[3] / 10);
        NetworkMethod ridge = ContextMethod.kernelRidge(task.draw(8, 2));
        assertThat(ridge.settings()).isEqualTo("Linear[], ridge 1.0E-4");
        assertThat(ridge.parameters()).isZero();
    }
}
