package io.github.foretoken;

import io.github.foretoken.PredictorSettings.Method;
import java.math.BigDecimal;
import java.math.MathContext;
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

    private final Matrix prefix;
    private final double[] mean;
    private final double[] variance;
    private final Map<String, Features> features = new HashMap<>();

    SearchData(Matrix prefix) {
        this.prefix = prefix;
        int d = prefix.cols();
        mean = new double[d];
        variance = new double[d];
        for (int c = 0; c < d; c++) {
            double squares = 0;
            for (int t = 0; t < prefix.rows(); t++) {
                double deviation = prefix.get(t, c) - mean[c];
                mean[c] += deviation / (t + 1);
                squares += deviation * (prefix.get(t, c) - mean[c]);
            }
            variance[c] = squares / prefix.rows();
        }
    }

    int dimension() {
        return prefix.cols();
    }

    /** Of a column, over the whole prefix. */
    double variance(int column) {
        return variance[column];
    }

    /** Rounded to a number of significant digits. */
    static double round(double x, int digits) {
        return Double.isFinite(x) ? new BigDecimal(x).round(new MathContext(digits)).doubleValue() : x;
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
                double change = prefix.get(t, c) - prefix.get(t - 1, c);
                squares += change * change;
                if (t > lag) {
                    product += change * (prefix.get(t - lag, c) - prefix.get(t - lag - 1, c));
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
                sample[i][p] = !standardized ? x : variance[c] > 0 ? (x - mean[c]) / Math.sqrt(variance[c]) : 0;
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
            double h = round(distance * Math.pow(2, width), 2);
            return switch (family) {
                case LINEAR -> Kernel.linear();
                case GAUSSIAN -> Kernel.gaussian(h);
                case MATERN52 -> Kernel.matern52(h);
                case LAPLACE -> Kernel.laplace(h);
                case EXPONENTIAL -> Kernel.exponential(round(1 / (h * h), 2));
                case POLYNOMIAL -> Kernel.polynomial(Math.max(1, width + 2), round(square, 1));
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
