package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/**
 * The bridge to in-context autoregressive learning (arXiv 2402.05787): with the linear kernel and u^0 = 0, the first iterate of
 * causal descent is what one gradient step on {@code 1/2 sum |M x_s - x_{s+1}|²} from M = 0 predicts, in each row from its own
 * prefix.
 */
class BridgeProperties extends Generators {
    @Property
    void theFirstIterateIsOneGradientStep(@ForAll("anyTokens") Tokens recipe,
            @ForAll @DoubleRange(min = 0.01, max = 1) double step) {
        Matrix x = recipe.matrix();
        int d = x.cols();
        double[][] value = new double[x.rows()][];
        double[][] radius = new double[x.rows()][];
        // M / step, which is minus the gradient at 0, and the same of absolute values.
        double[][] gradient = new double[d][d];
        double[][] magnitude = new double[d][d];
        for (int t = 0; t < x.rows(); t++) {
            value[t] = Rows.times(gradient, x.row(t));
            radius[t] = Rows.times(magnitude, absolute(x.row(t)));
            // Products of three numbers and step, summed over d coordinates and t pairs, in two programs.
            double rounding = Rounding.gamma(2 * (d + t + 4));
            for (int i = 0; i < d; i++) {
                value[t][i] *= step;
                radius[t][i] *= step * rounding;
            }
            if (t + 1 < x.rows()) {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        gradient[i][j] += x.get(t + 1, i) * x.get(t, j);
                        magnitude[i][j] += Math.abs(x.get(t + 1, i) * x.get(t, j));
                    }
                }
            }
        }
        new Enclosure(value, radius).assertContains("u^1",
                Dense.rows(CausalDescent.of(Kernel.linear()).withStep(step).iterate(x, 1)));
    }

    private static double[] absolute(double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.abs(row[i]);
        }
        return row;
    }
}
