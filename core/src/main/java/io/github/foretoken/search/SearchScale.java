package io.github.foretoken.search;

import io.github.foretoken.Kernel;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.internal.Clamp;
import io.github.foretoken.predict.PredictorOptions;
import java.util.Optional;

/** What options for tokens divided by a power of two are for the tokens. */
final class SearchScale {
    private SearchScale() {}

    /**
     * Those that predict the same, times that power.
     *
     * @return empty if one of them is beyond float64's normal numbers
     */
    static Optional<PredictorOptions> of(PredictorOptions options, int exponent) {
        // Standardised tokens have no unit.
        if (exponent == 0 || options.features().standardization() || !options.method().learns()) {
            return Optional.of(options);
        }
        double ridge = options.ridge();
        double scaledRidge =
                Math.scalb(ridge, Clamp.between(2L * exponent * degree(options.kernel()), -10_000, 10_000));
        try {
            Kernel kernel = kernel(options.kernel(), exponent);
            boolean fits = ridge == 0 || normal(scaledRidge);
            return !fits ? Optional.empty()
                    : Optional.of(options.withKernel(kernel)
                            .withRidge(scaledRidge)
                            .withFeatures(options.features()
                                    .withIntercept(Math.scalb(options.features().intercept(), exponent))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The power of squared scales that values grow by; 0 where the kernel's own parameter is scaled with the tokens. */
    private static int degree(Kernel kernel) {
        if (kernel instanceof Kernel.Polynomial polynomial) {
            return polynomial.degree();
        }
        return kernel instanceof Kernel.Linear ? 1 : 0;
    }

    private static Kernel kernel(Kernel kernel, int exponent) {
        if (KernelForms.radial(kernel)) {
            return KernelForms.withWidth(kernel, scaled(KernelForms.width(kernel), exponent));
        } else if (kernel instanceof Kernel.Exponential exponential) {
            return Kernel.exponential(scaled(exponential.scale(), -2 * exponent));
        } else if (kernel instanceof Kernel.Polynomial polynomial && polynomial.constant() != 0) {
            return Kernel.polynomial(polynomial.degree(), scaled(polynomial.constant(), 2 * exponent));
        }
        return kernel;
    }

    private static double scaled(double x, int exponent) {
        double result = Math.scalb(x, exponent);
        Checks.require(normal(result), "a parameter does not fit float64: ", result);
        return result;
    }

    private static boolean normal(double x) {
        return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE;
    }
}
