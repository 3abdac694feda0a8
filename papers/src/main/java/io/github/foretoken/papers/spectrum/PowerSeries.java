package io.github.foretoken.papers.spectrum;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/** Power series cut off after some terms: products and reciprocals in O(n log n), by fast Fourier transforms. */
final class PowerSeries {
    private PowerSeries() {}

    /**
     * The products of a real series and of two more, at the price of one.
     *
     * @param factor coefficients, not modified
     * @param first likewise
     * @param second likewise
     * @param terms of the products to return
     * @return two arrays of that many coefficients
     */
    static double[][] products(double[] factor, double[] first, double[] second, int terms) {
        // Later terms change nothing that is asked for, but would come round in the transform.
        int ofFactor = Math.min(factor.length, terms);
        int ofOthers = Math.min(Math.max(first.length, second.length), terms);
        int size = Integer.highestOneBit(Math.max(2, ofFactor + ofOthers) - 1) << 1;
        double[][] transformed = padded(padded(factor, ofFactor), new double[0], size);
        double[][] others = padded(padded(first, ofOthers), padded(second, ofOthers), size);
        transform(transformed, TransformType.FORWARD);
        transform(others, TransformType.FORWARD);
        for (int i = 0; i < size; i++) {
            double re = transformed[0][i] * others[0][i] - transformed[1][i] * others[1][i];
            others[1][i] = transformed[0][i] * others[1][i] + transformed[1][i] * others[0][i];
            others[0][i] = re;
        }
        transform(others, TransformType.INVERSE);
        return padded(others[0], others[1], terms);
    }

    /**
     * The series whose product with another is 1, by Newton's method: each step doubles the number of terms that are right.
     *
     * @param series coefficients, the first of which is 1; not modified
     * @return as many coefficients
     */
    static double[] reciprocal(double[] series) {
        int n = series.length;
        double[] reciprocal = new double[n];
        reciprocal[0] = 1;
        for (int known = 1; known < n; known *= 2) {
            int next = Math.min(2 * known, n);
            double[] inverse = padded(reciprocal, known);
            double[] product = products(padded(series, next), inverse, new double[0], next)[0];
            // Of the product known terms are 1, 0, 0, ... The next say how far off the reciprocal is.
            double[] off = new double[next - known];
            System.arraycopy(product, known, off, 0, off.length);
            double[] step = products(inverse, off, new double[0], off.length)[0];
            for (int i = 0; i < off.length; i++) {
                reciprocal[known + i] = -step[i];
            }
        }
        return reciprocal;
    }

    private static double[][] padded(double[] real, double[] imaginary, int size) {
        return new double[][]{padded(real, size), padded(imaginary, size)};
    }

    /** The first elements, or all and zeros after them. */
    private static double[] padded(double[] values, int size) {
        double[] padded = new double[size];
        System.arraycopy(values, 0, padded, 0, Math.min(values.length, size));
        return padded;
    }

    private static void transform(double[][] parts, TransformType type) {
        FastFourierTransformer.transformInPlace(parts, DftNormalization.STANDARD, type);
    }
}
