package io.github.foretoken.bench;

import io.github.foretoken.Kernel;
import io.github.foretoken.common.FloatKernelForms;
import io.github.foretoken.internal.tile.FloatScoreForm;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreForm.Geometry;
import io.github.foretoken.internal.tile.ScoreMap;

/**
 * A kernel as a benchmark parameter, {@code linear}, {@code exponential} or {@code gaussian:WIDTH}, with the tiles' form
 * of it spelled out here: the public classes choose the twin themselves, a benchmark must not let them. That the forms
 * are the library's own is checked against the public classes before anything is measured.
 */
record KernelChoice(String name, Kernel kernel) {
    static KernelChoice of(String parameter) {
        return new KernelChoice(parameter, Kernel.parse(parameter));
    }

    /** The form whose diagonal is 1 for unit tokens. */
    ScoreForm form() {
        return switch (kernel) {
            case Kernel.Linear() -> new ScoreForm(Geometry.INNER_PRODUCT, 1, 0, 0, 0, ScoreMap.IDENTITY);
            case Kernel.Exponential(double scale) ->
                    new ScoreForm(Geometry.INNER_PRODUCT, scale, -scale, 0, 0, ScoreMap.EXP);
            case Kernel.Gaussian(double width) ->
                    new ScoreForm(Geometry.SQUARED_DISTANCE, -0.5 / width / width, 0, 0, 0, ScoreMap.EXP);
            default -> throw new IllegalArgumentException("no benchmark for " + kernel);
        };
    }

    /** The same in float32. */
    FloatScoreForm floatForm() {
        return FloatKernelForms.of(kernel, FloatKernelForms.Scaling.BY_ROW, 0);
    }

    /**
     * How many units of roundoff a kernel value of unit tokens in R^d may be off, relative to the diagonal: the inner
     * product's d, the exponential's few, magnified by the factor that stands before the score.
     */
    double roundoffs(int d) {
        double magnified = kernel instanceof Kernel.Gaussian(double width) ? 1 + 8 / (width * width) : 2;
        return (d + 8) * magnified;
    }
}
