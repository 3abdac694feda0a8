package io.github.foretoken;

import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreMap;

/** From the public kernels to the tiles' affine form. */
final class KernelForms {
    /** What an exponential kernel is divided by before exp is taken, so that large norms cannot overflow. */
    enum Scaling {
        /** k(x_t, x_s). */
        NONE,
        /** k(x_t, x_s) / k(x_t, x_t). */
        BY_ROW,
        /** k(x_t, x_s) / k(x_s, x_s). */
        BY_COLUMN
    }

    private KernelForms() {}

    /**
     * @param constant added to the exponent of an exponential kernel (the logarithm of a step); other kernels ignore it
     *     and the scaling: their values need neither
     */
    static ScoreForm of(Kernel kernel, Scaling scaling, double constant) {
        return switch (kernel) {
            case Kernel.Linear() -> inner(1, 0, 0, 0, ScoreMap.IDENTITY);
            case Kernel.Exponential(double scale) -> inner(scale, scaling == Scaling.BY_ROW ? -scale : 0,
                    scaling == Scaling.BY_COLUMN ? -scale : 0, constant, ScoreMap.EXP);
            case Kernel.Gaussian(double width) -> distance(0.5 / width / width, ScoreMap.EXP);
            case Kernel.Laplace(double width) -> distance(1 / width / width, ScoreMap.LAPLACE);
            case Kernel.Matern32(double width) -> distance(3 / width / width, ScoreMap.MATERN32);
            case Kernel.Matern52(double width) -> distance(5 / width / width, ScoreMap.MATERN52);
            case Kernel.Polynomial(int degree, double offset) -> inner(1, 0, 0, offset, ScoreMap.power(degree));
        };
    }

    private static ScoreForm inner(double factor, double row, double column, double constant, ScoreMap map) {
        return new ScoreForm(ScoreForm.Geometry.INNER_PRODUCT, factor, row, column, constant, map);
    }

    /** Score = -factor |x - y|². */
    private static ScoreForm distance(double factor, ScoreMap map) {
        return new ScoreForm(ScoreForm.Geometry.SQUARED_DISTANCE, -factor, 0, 0, 0, map);
    }

    /** True for kernels of x - y. */
    static boolean radial(Kernel kernel) {
        return positive(kernel) && !(kernel instanceof Kernel.Exponential);
    }

    /** True for kernels whose rows can be normalised to sum to one. */
    static boolean positive(Kernel kernel) {
        return !(kernel instanceof Kernel.Linear || kernel instanceof Kernel.Polynomial);
    }
}
