package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.peers.NetworkTask.Sequences;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What predicts the next token of each of a sequence, after it was trained or its settings were chosen. */
interface NetworkMethod {
    /** For tables. */
    String name();

    /** What was chosen, in words. */
    String settings();

    /** Weights that training has found, 0 for none. */
    long parameters();

    /** Of processor time, that training or choosing took with all that was tried. */
    double seconds();

    /** Row t estimates what comes after row t, from rows 0 to t: {@link NetworkTask#LENGTH} rows of each sequence. */
    List<Matrix> predict(List<Matrix> sequences);

    /**
     * The mean square of a coordinate's error, row by row.
     *
     * @param predictions of the sequences, not modified
     * @param sequences whose next tokens are the truth, not modified
     */
    static double[] errors(List<Matrix> predictions, List<Matrix> sequences) {
        int d = NetworkTask.DIMENSION;
        double[] errors = new double[NetworkTask.LENGTH];
        for (int i = 0; i < sequences.size(); i++) {
            for (int t = 0; t < errors.length; t++) {
                for (int j = 0; j < d; j++) {
                    double difference = predictions.get(i).get(t, j) - sequences.get(i).get(t + 1, j);
                    errors[t] += difference * difference / d / sequences.size();
                }
            }
        }
        return errors;
    }

    /** The error on what is observed, averaged over rows: what a user can choose by. */
    static double observedError(NetworkMethod method, Sequences sequences) {
        return mean(errors(method.predict(sequences.observed()), sequences.observed()));
    }

    /** Of this thread, which does all the work: what others do on the machine does not count. */
    static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The mean of an array. */
    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
