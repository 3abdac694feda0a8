package io.github.foretoken;

import java.util.stream.Collectors;

/** Kernels as {@link Kernel#parse} reads them. */
final class KernelText {
    private KernelText() {}

    static String of(Kernel kernel) {
        if (kernel instanceof CombinedKernel combined) {
            return combined.terms().stream().map(KernelText::of).collect(Collectors.joining("+"));
        } else if (kernel instanceof FunctionKernel function) {
            return function.name();
        } else if (kernel instanceof Kernel.Linear) {
            return "linear";
        } else if (kernel instanceof Kernel.Exponential exponential) {
            return "exponential:" + exponential.scale();
        } else if (kernel instanceof Kernel.Gaussian gaussian) {
            return "gaussian:" + gaussian.width();
        } else if (kernel instanceof Kernel.Laplace laplace) {
            return "laplace:" + laplace.width();
        } else if (kernel instanceof Kernel.Matern32 matern) {
            return "matern32:" + matern.width();
        } else if (kernel instanceof Kernel.Matern52 matern) {
            return "matern52:" + matern.width();
        }
        Kernel.Polynomial polynomial = (Kernel.Polynomial) kernel;
        return "polynomial:" + polynomial.degree() + ":" + polynomial.constant();
    }

    private static String of(CombinedKernel.Term term) {
        String factors = term.factors().stream().map(KernelText::of).collect(Collectors.joining("*"));
        return term.weight() == 1 ? factors : term.weight() + "*" + factors;
    }
}
