package io.github.foretoken.bench.peers;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.bench.peers.NetworkTask.Sequences;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.predict.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Methods that are not trained: all they know of a sequence is its beginning.
 *
 * @param name for tables
 * @param settings in words
 * @param seconds that choosing the settings took
 * @param method from a sequence's tokens, the last one left out, to as many predictions
 */
record ContextMethod(String name, String settings, double seconds,
        UnaryOperator<Matrix> method) implements NetworkMethod {
    private static final double[] RIDGES = {1e-4, 1e-2, 0.1, 1};

    @Override
    public long parameters() {
        return 0;
    }

    @Override
    public List<Matrix> predict(List<Matrix> sequences) {
        return sequences.stream().map(sequence -> method.apply(sequence.rows(0, NetworkTask.LENGTH))).toList();
    }

    /** u*, with the instance's kernel. */
    static NetworkMethod limit(NetworkTask task) {
        return new ContextMethod("u*", task.kernel().toString(), 0,
                tokens -> ForwardSubstitution.of(task.kernel()).limit(tokens));
    }

    /** The default forecaster, of which nothing is chosen. */
    static NetworkMethod forecaster() {
        return new ContextMethod("Forecaster", "default", 0, tokens -> {
            Forecaster forecaster = Forecaster.of(tokens.cols()).build();
            Matrix predictions = Matrix.zeros(tokens.rows(), tokens.cols());
            double[] mean = new double[tokens.cols()];
            for (int t = 0; t < tokens.rows(); t++) {
                forecaster.observe(tokens.row(t));
                forecaster.mean(1, mean);
                System.arraycopy(mean, 0, predictions.data(), t * mean.length, mean.length);
            }
            return predictions;
        });
    }

    /** Kernel ridge regression whose kernel and ridge have the least error on validation sequences. */
    static NetworkMethod kernelRidge(Sequences validation) {
        long start = NetworkMethod.processorNanos();
        NetworkMethod best = null;
        double least = Double.POSITIVE_INFINITY;
        List<NetworkMethod> candidates = new ArrayList<>();
        for (Kernel kernel : List.of(Kernel.linear(), Kernel.exponential(), Kernel.gaussian(1))) {
            for (double ridge : RIDGES) {
                candidates.add(new ContextMethod("kernel ridge", kernel + ", ridge " + ridge, 0,
                        tokens -> Predictor.kernelRidge(kernel, tokens.cols(), ridge).predict(tokens)));
            }
        }
        for (NetworkMethod candidate : candidates) {
            double error = NetworkMethod.observedError(candidate, validation);
            if (error < least) {
                least = error;
                best = candidate;
            }
        }
        ContextMethod chosen = (ContextMethod) best;
        return new ContextMethod(chosen.name, chosen.settings, (NetworkMethod.processorNanos() - start) / 1e9,
                chosen.method);
    }
}
