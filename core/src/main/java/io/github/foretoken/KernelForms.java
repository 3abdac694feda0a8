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
            case Kernel.Linear() -> new ScoreForm(1, 0, 0, 0, false, ScoreMap.IDENTITY);
            case Kernel.Exponential(double scale) -> new ScoreForm(scale, scaling == Scaling.BY_ROW ? -scale : 0,
                    scaling == Scaling.BY_COLUMN ? -scale : 0, constant, false, ScoreMap.EXP);
            case Kernel.Gaussian(double width) -> radial(-0.5 / width / width, ScoreMap.EXP_CLAMPED);
            case Kernel.Laplace(double width) -> radial(1 / width / width, ScoreMap.LAPLACE);
            case Kernel.Matern32(double width) -> radial(3 / width / width, ScoreMap.MATERN32);
            case Kernel.Matern52(double width) -> radial(5 / width / width, ScoreMap.MATERN52);
            case Kernel.Polynomial(int degree, double constantTerm) ->
                    new ScoreForm(1, 0, 0, constantTerm, false, ScoreMap.power(degree));
        };
    }

    /** Score = factor |x - y|². */
    private static ScoreForm radial(double factor, ScoreMap map) {
        return new ScoreForm(-2 * factor, factor, factor, 0, true, map);
    }

    /** True for kernels whose rows can be normalised to sum to one. */
    static boolean positive(Kernel kernel) {
        return !(kernel instanceof Kernel.Linear || kernel instanceof Kernel.Polynomial);
    }
}
