package io.github.foretoken.search;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Features;
import io.github.foretoken.predict.Lags;
import io.github.foretoken.predict.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What {@link PredictorSearch} measures of a prefix before it tries anything: scales, distances, the season. */
final class SearchData {
    private static final int SAMPLE = 128;
    private static final int MOST_SEASON = 400;
    /** Less autocorrelation than this is no season. */
    private static final double LEAST_CORRELATION = 0.2;
    private static final double NEARLY = 0.75;
    private static final int WIDTH_BITS = 5;
    /** Of ridges and constants, which a factor of 1.1 does not matter to. */
    static final int SIZE_BITS = 3;

    private final Matrix prefix;
    private final double[] mean;
    /** Powers of two that bring each column's greatest deviation from its mean to [1, 2). */
    private final double[] factor;
    /** Of the column times its factor; 0 for one that does not vary. */
    private final double[] variance;
    /** What squares of a column times its factor are divided by: its variance, or what stands for it. */
    private final double[] unit;
    private final Map<String, Features> features = new HashMap<>();

    /** @param prefix whose greatest element lies in [1, 2), or all of whose elements are 0 */
    SearchData(Matrix prefix) {
        this.prefix = prefix;
        int d = prefix.cols();
        mean = new double[d];
        factor = new double[d];
        variance = new double[d];
        unit = new double[d];
        for (int c = 0; c < d; c++) {
            measure(c);
        }
    }

    private void measure(int c) {
        for (int t = 0; t < prefix.rows(); t++) {
            mean[c] += (prefix.get(t, c) - mean[c]) / (t + 1);
        }
        double greatest = 0;
        for (int t = 0; t < prefix.rows(); t++) {
            greatest = Math.max(greatest, Math.abs(prefix.get(t, c) - mean[c]));
        }
        // A column that does not vary counts by its own size, and one of zeros by that of the others.
        double size = greatest > 0 ? greatest : mean[c] != 0 ? Math.abs(mean[c]) : 1;
        factor[c] = Math.scalb(1.0, Math.min(Double.MAX_EXPONENT, -Math.getExponent(size)));
        for (int t = 0; t < prefix.rows(); t++) {
            double deviation = factor[c] * (prefix.get(t, c) - mean[c]);
            variance[c] += deviation * deviation / prefix.rows();
        }
        unit[c] = greatest > 0 ? variance[c] : factor[c] * size * (factor[c] * size);
    }

    int dimension() {
        return prefix.cols();
    }

    /** An error in a column, squared, in the unit of that column: its variance over the prefix, if it has one. */
    double square(int column, double error) {
        double scaled = factor[column] * error;
        return scaled * scaled / unit[column];
    }

    /** Rounded to a number of significant bits: so that what is chosen for data times a power of two is what is chosen for the data. */
    static double round(double x, int bits) {
        if (!(x > 0) || Double.isInfinite(x)) {
            return x;
        }
        int shift = bits - 1 - Math.getExponent(x);
        return Math.scalb(Math.rint(Math.scalb(x, shift)), -shift);
    }

    /**
     * After how many tokens changes repeat themselves best: the least lag at which their autocorrelation, mean over the
     * columns, peaks at nearly its greatest value; 0 if nothing repeats.
     */
    int season() {
        int most = Math.min(MOST_SEASON, prefix.rows() / 6);
        double[] correlation = new double[most + 2];
        for (int lag = 1; lag < correlation.length && lag < prefix.rows() - 1; lag++) {
            correlation[lag] = correlation(lag);
        }
        double greatest = 0;
        for (int lag = 3; lag <= most; lag++) {
            greatest = peaks(correlation, lag) ? Math.max(greatest, correlation[lag]) : greatest;
        }
        for (int lag = 3; lag <= most && greatest > LEAST_CORRELATION; lag++) {
            if (peaks(correlation, lag) && correlation[lag] >= NEARLY * greatest) {
                return lag;
            }
        }
        return 0;
    }

    private static boolean peaks(double[] correlation, int lag) {
        return correlation[lag] > correlation[lag - 1] && correlation[lag] >= correlation[lag + 1];
    }

    private double correlation(int lag) {
        double sum = 0;
        for (int c = 0; c < prefix.cols(); c++) {
            double product = 0;
            double squares = 0;
            for (int t = 1; t < prefix.rows(); t++) {
                double change = factor[c] * (prefix.get(t, c) - prefix.get(t - 1, c));
                squares += change * change;
                if (t > lag) {
                    product += change * (factor[c] * (prefix.get(t - lag, c) - prefix.get(t - lag - 1, c)));
                }
            }
            sum += squares > 0 ? product / squares : 0;
        }
        return sum / prefix.cols();
    }

    Features features(Lags lags, boolean standardized) {
        return features.computeIfAbsent(lags + " " + standardized, key -> new Features(sample(lags, standardized)));
    }

    /** Features spread evenly over the prefix, one a row. */
    private double[][] sample(Lags lags, boolean standardized) {
        int rows = prefix.rows() - lags.reach() + 1;
        double[][] sample = new double[Math.min(SAMPLE, rows)][lags.count() * prefix.cols()];
        for (int i = 0; i < sample.length; i++) {
            int newest = lags.reach() - 1 + (int) ((long) i * (rows - 1) / Math.max(1, sample.length - 1));
            for (int p = 0; p < sample[i].length; p++) {
                int c = p % prefix.cols();
                double x = prefix.get(newest - lags.get(p / prefix.cols()) + 1, c);
                sample[i][p] =
                        !standardized ? x : variance[c] > 0 ? factor[c] * (x - mean[c]) / Math.sqrt(variance[c]) : 0;
            }
        }
        return sample;
    }

    /** The scales of a sample of features. */
    static final class Features {
        private final double[][] sample;
        private final double distance;
        /** Mean of |x|². */
        private final double square;

        private Features(double[][] sample) {
            this.sample = sample;
            double[] distances = new double[sample.length * (sample.length - 1) / 2];
            int count = 0;
            double sum = 0;
            for (int i = 0; i < sample.length; i++) {
                for (int j = 0; j < i; j++) {
                    distances[count++] = Math.sqrt(squaredDistance(sample[i], sample[j]));
                }
                sum += squaredDistance(sample[i], new double[sample[i].length]);
            }
            Arrays.sort(distances);
            square = sum / sample.length > 0 ? sum / sample.length : 1;
            distance = count > 0 && distances[count / 2] > 0 ? distances[count / 2] : Math.sqrt(square);
        }

        private static double squaredDistance(double[] x, double[] y) {
            double sum = 0;
            for (int c = 0; c < x.length; c++) {
                sum += (x[c] - y[c]) * (x[c] - y[c]);
            }
            return sum;
        }

        Kernel kernel(SearchCandidate.Family family, int width) {
            double h = round(distance * Math.pow(2, width), WIDTH_BITS);
            return switch (family) {
                case LINEAR -> Kernel.linear();
                case GAUSSIAN -> Kernel.gaussian(h);
                case MATERN52 -> Kernel.matern52(h);
                case LAPLACE -> Kernel.laplace(h);
                case EXPONENTIAL -> Kernel.exponential(round(1 / (h * h), WIDTH_BITS));
                case POLYNOMIAL -> Kernel.polynomial(Math.max(1, width + 2), round(square, SIZE_BITS));
            };
        }

        /** What a ridge is measured by: the mean of k(x, x), and for least squares of a coordinate's square. */
        double size(Kernel kernel, Method method) {
            if (method == Method.LEAST_SQUARES) {
                return square / sample[0].length;
            }
            double sum = 0;
            for (double[] x : sample) {
                sum += kernel.evaluate(x, x);
            }
            return sum > 0 ? sum / sample.length : 1;
        }
    }
}
