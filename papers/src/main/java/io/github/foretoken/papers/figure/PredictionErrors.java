package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.TokenSequence;
import java.util.List;

/** The curves that figures show: squared distances between the limit u* of causal descent and the next token. */
public final class PredictionErrors {
    private PredictionErrors() {}

    /**
     * The errors along one sequence.
     *
     * @param length T; T + 1 tokens are taken from the sequence
     * @return T numbers, element t-1 being ||u*_t - x_{t+1}||²
     */
    public static double[] of(TokenSequence sequence, Kernel kernel, int length) {
        return of(sequence.tokens(length + 1), kernel);
    }

    /** The errors along a sequence of T + 1 tokens: T numbers, as above. */
    static double[] of(Matrix tokens, Kernel kernel) {
        int length = tokens.rows() - 1;
        Matrix limit = ForwardSubstitution.of(kernel).limit(tokens.rows(0, length));
        double[] errors = new double[length];
        for (int t = 0; t < length; t++) {
            for (int j = 0; j < tokens.cols(); j++) {
                double difference = limit.get(t, j) - tokens.get(t + 1, j);
                errors[t] += difference * difference;
            }
        }
        return errors;
    }

    /** The mean over sequences, token by token; curves must be of one length and are not modified. */
    public static double[] mean(List<double[]> curves) {
        double[] mean = new double[curves.getFirst().length];
        for (double[] curve : curves) {
            for (int t = 0; t < mean.length; t++) {
                mean[t] += curve[t] / curves.size();
            }
        }
        return mean;
    }
}
