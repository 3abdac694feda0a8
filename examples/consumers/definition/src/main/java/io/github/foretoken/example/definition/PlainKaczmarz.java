package io.github.foretoken.example.definition;

/** The Kaczmarz prediction by its definition: two loops, no library. What the programs beside this one get is compared with it. */
public final class PlainKaczmarz {
    /** A few roundings of numbers around one, for each of the tokens. */
    private static final double TOLERANCE = 1e-10;

    private PlainKaczmarz() {}

    /** T tokens in R^4, that go round with periods of their own, row after row. */
    public static double[] tokens(int count) {
        double[] tokens = new double[count * 4];
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < 4; c++) {
                tokens[t * 4 + c] = Math.sin(t * (0.05 + 0.11 * c) + c);
            }
        }
        return tokens;
    }

    /**
     * The token after the last one, estimated with the Gaussian kernel exp(-|x - y|^2 / (2 width^2)): each error, of a token that
     * followed, is added to the estimate with the weight of the kernel.
     *
     * @param tokens T x d, row-major
     */
    public static double[] forecast(double[] tokens, int d, double width) {
        int count = tokens.length / d;
        double[] errors = new double[tokens.length];
        double[] estimate = new double[d];
        for (int t = 0; t < count; t++) {
            estimate = new double[d];
            for (int s = 0; s < t; s++) {
                double distance = 0;
                for (int c = 0; c < d; c++) {
                    double difference = tokens[t * d + c] - tokens[s * d + c];
                    distance += difference * difference;
                }
                double weight = Math.exp(-distance / (2 * width * width));
                for (int c = 0; c < d; c++) {
                    estimate[c] += weight * errors[s * d + c];
                }
            }
            for (int c = 0; c < d && t + 1 < count; c++) {
                errors[t * d + c] = tokens[(t + 1) * d + c] - estimate[c];
            }
        }
        return estimate;
    }

    /** One line that says both; ends the program with 1 if they are not the same up to rounding. */
    public static void compare(double[] found, double[] defined) {
        for (int c = 0; c < defined.length; c++) {
            if (!(Math.abs(found[c] - defined[c]) <= TOLERANCE)) {
                System.out.printf("WRONG: column %d is %s, the definition gives %s%n", c, found[c], defined[c]);
                System.exit(1);
            }
        }
        System.out.printf("right: %.12f, and %.12f by the definition%n", found[0], defined[0]);
    }
}
