package io.github.foretoken.papers.ical.descent;

/** What gradient descent on {@code 1/2 sum |M s_t - s_{t+1}|²} needs of its pairs: the sums of s_t s_t' and of s_{t+1} s_t'. */
final class PairSums {
    private final int d;
    private final double[] inputs;
    private final double[] outputs;

    PairSums(int d) {
        this.d = d;
        inputs = new double[d * d];
        outputs = new double[d * d];
    }

    /** One more pair; neither token is modified. */
    void add(double[] token, double[] next) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                inputs[i * d + j] += token[i] * token[j];
                outputs[i * d + j] += next[i] * token[j];
            }
        }
    }

    /** One step from an estimate, d x d, which is not modified. */
    double[] step(double[] estimate, double size) {
        double[] moved = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double gradient = -outputs[i * d + j];
                for (int k = 0; k < d; k++) {
                    gradient += estimate[i * d + k] * inputs[k * d + j];
                }
                moved[i * d + j] = estimate[i * d + j] - size * gradient;
            }
        }
        return moved;
    }

    /** Squared distance between an estimate times a token and the next token. */
    double error(double[] estimate, double[] token, double[] next) {
        double error = 0;
        for (int i = 0; i < d; i++) {
            double difference = -next[i];
            for (int j = 0; j < d; j++) {
                difference += estimate[i * d + j] * token[j];
            }
            error += difference * difference;
        }
        return error;
    }
}
