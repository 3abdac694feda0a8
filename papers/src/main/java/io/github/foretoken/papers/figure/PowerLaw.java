package io.github.foretoken.papers.figure;

/**
 * A power law {@code y = c t^exponent} fitted by least squares of logarithms.
 *
 * @param exponent the slope
 * @param standardError of it, from the residuals as if these were independent; NaN of fewer than three points
 */
record PowerLaw(double exponent, double standardError) {
    /**
     * The fit to the points whose t lies in a range and whose y is above a floor of its own.
     *
     * @param times of the points
     * @param values as many, positive
     * @param floors as many; values below theirs are left out
     */
    static PowerLaw fit(double[] times, double[] values, double[] floors, double from, double to) {
        int n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= from && times[i] < to && values[i] > floors[i]) {
                // Updated means and sums of deviations.
                double dx = Math.log(times[i]) - x;
                double dy = Math.log(values[i]) - y;
                n++;
                x += dx / n;
                y += dy / n;
                xx += dx * (Math.log(times[i]) - x);
                xy += dx * (Math.log(values[i]) - y);
                yy += dy * (Math.log(values[i]) - y);
            }
        }
        double slope = n < 2 ? Double.NaN : xy / xx;
        double residual = Math.max(0, yy - slope * xy);
        return new PowerLaw(slope, n < 3 ? Double.NaN : Math.sqrt(residual / (n - 2) / xx));
    }
}
