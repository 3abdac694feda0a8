package io.github.foretoken.testkit;

/** Whole sequences, token by token. */
final class Streams {
    private Streams() {}

    /** The prediction after each token. */
    static double[][] run(StreamingPredictor predictor, double[][] tokens) {
        double[][] predictions = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            predictor.observe(tokens[t]);
            predictions[t] = predictor.predict();
        }
        return predictions;
    }
}
