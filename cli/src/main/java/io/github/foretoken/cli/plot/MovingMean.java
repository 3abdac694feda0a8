package io.github.foretoken.cli.plot;

/** The trailing moving mean, for curves too rough to read. */
public final class MovingMean {
    private MovingMean() {}

    /** Element i is the mean of the last {@code window} elements up to i, of fewer at the start. */
    public static double[] of(double[] values, int window) {
        double[] means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, i - window + 1);
            // Summed anew: a sum carried along keeps the rounding of errors that were large long ago.
            double sum = 0;
            for (int j = from; j <= i; j++) {
                sum += values[j];
            }
            means[i] = sum / (i - from + 1);
        }
        return means;
    }
}
