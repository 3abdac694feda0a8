package io.github.foretoken.cli.plot;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Where numbers lie along an axis, in parts of the plot's side, from its lower end on. */
final class UnitScale {
    /** Of the side, between its ends and those of the axis. */
    private static final double MARGIN = 0.02;

    private final DoubleUnaryOperator scale;
    private final double from;
    private final double to;

    private UnitScale(DoubleUnaryOperator scale, double from, double to) {
        this.scale = scale;
        this.from = scale.applyAsDouble(from);
        this.to = scale.applyAsDouble(to);
    }

    static UnitScale linear(double from, double to) {
        return new UnitScale(DoubleUnaryOperator.identity(), from, to);
    }

    /** Both ends are positive. */
    static UnitScale logarithmic(double from, double to) {
        return new UnitScale(Math::log10, from, to);
    }

    double[] of(double[] numbers) {
        double length = to > from ? to - from : 1;
        return Arrays.stream(numbers)
                .map(number -> MARGIN + (1 - 2 * MARGIN) * (scale.applyAsDouble(number) - from) / length)
                .toArray();
    }
}
