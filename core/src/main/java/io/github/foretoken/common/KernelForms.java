package io.github.foretoken.common;

import io.github.foretoken.CombinedKernel;
import io.github.foretoken.FunctionKernel;
import io.github.foretoken.Kernel;
import io.github.foretoken.internal.tile.ScoreCombination;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreMap;

/** From the public kernels to the tiles' affine form. */
public final class KernelForms {
    /** What an exponential kernel is divided by before exp is taken, so that large norms cannot overflow. */
    public enum Scaling {
        /** k(x_t, x_s). */
        NONE,
        /** k(x_t, x_s) / k(x_t, x_t). */
        BY_ROW,
        /** k(x_t, x_s) / k(x_s, x_s). */
        BY_COLUMN
    }

    private KernelForms() {}

    /**
     * A kernel as scores and a map of them.
     *
     * @param constant added to the exponent of an exponential kernel (the logarithm of a step); other kernels ignore it
     *     and the scaling: their values need neither
     */
    public static ScoreForm of(Kernel kernel, Scaling scaling, double constant) {
        if (kernel instanceof CombinedKernel combined) {
            return combined(combined);
        } else if (kernel instanceof FunctionKernel function) {
            return function.of() == FunctionKernel.Of.INNER_PRODUCT
                    ? inner(1, 0, 0, 0, ScoreMap.function(function.function(), false))
                    : distance(-1, ScoreMap.function(function.function(), true));
        } else if (kernel instanceof Kernel.Linear) {
            return inner(1, 0, 0, 0, ScoreMap.IDENTITY);
        } else if (kernel instanceof Kernel.Exponential exponential) {
            double scale = exponential.scale();
            return inner(scale, scaling == Scaling.BY_ROW ? -scale : 0, scaling == Scaling.BY_COLUMN ? -scale : 0,
                    constant, ScoreMap.EXP);
        } else if (kernel instanceof Kernel.Polynomial polynomial) {
            return inner(1, 0, 0, polynomial.constant(), ScoreMap.power(polynomial.degree()));
        }
        double width = width(kernel);
        if (kernel instanceof Kernel.Gaussian) {
            return distance(0.5 / width / width, ScoreMap.EXP);
        } else if (kernel instanceof Kernel.Laplace) {
            return distance(1 / width / width, ScoreMap.LAPLACE);
        }
        return kernel instanceof Kernel.Matern32 ? distance(3 / width / width, ScoreMap.MATERN32)
                : distance(5 / width / width, ScoreMap.MATERN52);
    }

    private static ScoreForm combined(CombinedKernel kernel) {
        return ScoreCombination.of(kernel.terms()
                .stream()
                .map(term -> new ScoreCombination.Term(term.weight(),
                        term.factors().stream().map(factor -> of(factor, Scaling.NONE, 0)).toList()))
                .toList());
    }

    private static ScoreForm inner(double factor, double row, double column, double constant, ScoreMap map) {
        return new ScoreForm(ScoreForm.Geometry.INNER_PRODUCT, factor, row, column, constant, map);
    }

    /** Score = -factor |x - y|². */
    private static ScoreForm distance(double factor, ScoreMap map) {
        return new ScoreForm(ScoreForm.Geometry.SQUARED_DISTANCE, -factor, 0, 0, 0, map);
    }

    /** True for the built-in kernels of x - y, which have a width. */
    public static boolean radial(Kernel kernel) {
        return kernel instanceof Kernel.Gaussian || kernel instanceof Kernel.Laplace
                || kernel instanceof Kernel.Matern32 || kernel instanceof Kernel.Matern52;
    }

    /** Of a radial kernel. */
    public static double width(Kernel kernel) {
        if (kernel instanceof Kernel.Gaussian gaussian) {
            return gaussian.width();
        } else if (kernel instanceof Kernel.Laplace laplace) {
            return laplace.width();
        } else if (kernel instanceof Kernel.Matern32 matern) {
            return matern.width();
        }
        return ((Kernel.Matern52) kernel).width();
    }

    /** The same radial kernel, but for its width. */
    public static Kernel withWidth(Kernel kernel, double width) {
        if (kernel instanceof Kernel.Gaussian) {
            return Kernel.gaussian(width);
        } else if (kernel instanceof Kernel.Laplace) {
            return Kernel.laplace(width);
        }
        return kernel instanceof Kernel.Matern32 ? Kernel.matern32(width) : Kernel.matern52(width);
    }

    /** True for kernels whose rows can be normalised to sum to one; of a function nobody knows. */
    public static boolean positive(Kernel kernel) {
        if (kernel instanceof CombinedKernel combined) {
            return combined.terms().stream().flatMap(term -> term.factors().stream()).allMatch(KernelForms::positive);
        }
        return radial(kernel) || kernel instanceof Kernel.Exponential;
    }

    /** True for kernels whose k(x, x) may not fit, or vanish; of the others it is 1, or the logarithm fits. */
    public static boolean needsDiagonal(Kernel kernel) {
        return !(radial(kernel) || kernel instanceof Kernel.Exponential);
    }
}
