package io.github.foretoken;

import java.util.function.DoubleFunction;

/** Kernels as {@link Kernel#parse} reads them. */
final class KernelText {
    private KernelText() {}

    /** @param number how parameters are written */
    static String of(Kernel kernel, DoubleFunction<String> number) {
        if (kernel instanceof Kernel.Linear) {
            return "linear";
        } else if (kernel instanceof Kernel.Exponential exponential) {
            return "exponential:" + number.apply(exponential.scale());
        } else if (kernel instanceof Kernel.Gaussian gaussian) {
            return "gaussian:" + number.apply(gaussian.width());
        } else if (kernel instanceof Kernel.Laplace laplace) {
            return "laplace:" + number.apply(laplace.width());
        } else if (kernel instanceof Kernel.Matern32 matern) {
            return "matern32:" + number.apply(matern.width());
        } else if (kernel instanceof Kernel.Matern52 matern) {
            return "matern52:" + number.apply(matern.width());
        }
        Kernel.Polynomial polynomial = (Kernel.Polynomial) kernel;
        return "polynomial:" + polynomial.degree() + ":" + number.apply(polynomial.constant());
    }
}
