package io.github.foretoken.common;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Ordinary;

/**
 * Features times a power of two, where squares of a kernel's own size would leave float64: exact, so that what is computed
 * is what float64 of any range would give.
 *
 * @param exponent features are multiplied by 2^-exponent; 0 for kernels of ordinary size, which are left alone
 */
public record Rescaling(int exponent) {
    public static final Rescaling NONE = new Rescaling(0);

    /** By the width of a kernel of distances; by the root of a ridge for the linear kernel; else there is no size. */
    public static Rescaling of(Kernel kernel, double ridge) {
        int exponent = 0;
        if (KernelForms.radial(kernel)) {
            exponent = Math.getExponent(KernelForms.width(kernel));
        } else if (kernel instanceof Kernel.Linear && ridge > 0) {
            exponent = Math.getExponent(ridge) / 2;
        }
        return new Rescaling(Ordinary.excess(exponent));
    }

    /** What features are multiplied by. */
    public double factor() {
        return Math.scalb(1.0, -exponent);
    }

    /** The kernel of rescaled features that has the values, or for the linear one the multiples, of this one. */
    public Kernel kernel(Kernel kernel) {
        return exponent == 0 || !KernelForms.radial(kernel) ? kernel
                : KernelForms.withWidth(kernel, Math.scalb(KernelForms.width(kernel), -exponent));
    }

    /** In units of that kernel. */
    public double ridge(Kernel kernel, double ridge) {
        return kernel instanceof Kernel.Linear ? Math.scalb(ridge, -2 * exponent) : ridge;
    }

    /**
     * Rescaled; the same matrix where there is nothing to do.
     *
     * @throws ArithmeticException if that does not fit float64
     */
    public Matrix features(Matrix features) {
        if (exponent == 0) {
            return features;
        }
        double factor = factor();
        Matrix rescaled = Matrix.zeros(features.rows(), features.cols());
        for (int t = 0; t < features.rows(); t++) {
            for (int c = 0; c < features.cols(); c++) {
                rescaled.data()[t * features.cols() + c] = factor * features.get(t, c);
            }
        }
        return Checks.finiteResult(rescaled.data(), features.rows(), features.cols(),
                "the distance from 0 in kernel widths", "take a wider kernel");
    }
}
