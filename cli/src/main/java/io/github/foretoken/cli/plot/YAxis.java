package io.github.foretoken.cli.plot;

import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.style.XYStyler;

/**
 * The y axis of a chart of lines: its ends and its ticks.
 *
 * @param style of the chart, modified
 * @param headroom how much longer than its data the axis is, in parts of them
 */
record YAxis(XYStyler style, double headroom) {
    /** No picture tells larger numbers apart. */
    static final double LARGEST = 1e300;
    /** The greatest value over the least up to which a logarithmic axis would have hardly a tick. */
    private static final double NEARLY_EVEN = 3;
    /** Of the axis, in parts of the numbers along it: float64 has no ticks of a shorter one. */
    private static final double SHORTEST = 0x1p-20;

    /** Sets a linear axis up, of any ends, and returns what to apply to every y before it is plotted. */
    DoubleUnaryOperator linear(double least, double greatest) {
        boolean none = !(least <= greatest);
        double low = none ? 0 : least;
        double high = none ? 1 : greatest;
        double shortest = SHORTEST * Math.max(Math.abs(low), Math.abs(high));
        boolean wide = high - low > shortest;
        double span = wide ? high - low : high > low ? shortest : Math.max(1, Math.abs(high)) * 0.1;
        style.setYAxisMin(wide ? low : low - span);
        style.setYAxisMax((wide || high == low ? high : high + span) + span * headroom);
        style.setYAxisTickMarkSpacingHint(45);
        if (span > 0.01 && span < 10) {
            // XChart's own choice may leave the zero before the point away.
            style.setYAxisDecimalPattern("0.####");
        }
        return y -> Math.abs(y) <= LARGEST ? y : Double.NaN;
    }

    /**
     * The same of a logarithmic one, or where that would have hardly a tick of a linear one.
     *
     * @param height of the chart
     */
    DoubleUnaryOperator logarithmic(double low, double high, int height) {
        if (high / low <= NEARLY_EVEN) {
            DoubleUnaryOperator even = linear(low, high);
            return y -> y > 0 ? even.applyAsDouble(y) : Double.NaN;
        }
        Decades decades = Decades.of(low, high);
        double span = decades.to() - decades.from();
        double top = decades.to() + headroom * span;
        if (decades.isWide()) {
            style.setYAxisMin(decades.from()).setYAxisMax(top);
            // Wide enough that no step is below one decade, whatever part of the height the axis gets.
            style.setYAxisTickMarkSpacingHint(Math.max(40, (int) Math.ceil(height / span)));
            style.setYAxisTickLabelsFormattingFunction(Decades::wideLabel);
            return y -> y > 0 && y <= LARGEST ? Math.log10(y) : Double.NaN;
        }
        style.setYAxisLogarithmicDecadeOnly(false)
                .setYAxisLogarithmic(true)
                .setYAxisMin(Math.pow(10, decades.from()))
                .setYAxisMax(Math.pow(10, top));
        style.setYAxisTickLabelsFormattingFunction(decades::narrowLabel);
        return y -> y > 0 && y <= LARGEST ? y : Double.NaN;
    }
}
