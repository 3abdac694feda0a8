package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.NonCausalDescent;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Triangle;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Descent without the mask, eq. 6: u <- u - eta K (u - Y) over the tokens whose successor is known. */
class NonCausalProperties extends Generators {
    @Property
    void layersAreThoseOfEquation6(@ForAll("severalTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 0, max = 12) int n, @ForAll @DoubleRange(min = 0.05, max = 1.9) double step,
            @ForAll boolean fromZero, @ForAll("seeds") long seed) {
        Matrix x = any.withLength(Math.min(any.length(), 100)).matrix();
        int known = x.rows() - 1;
        double trace = 0;
        for (int t = 0; t < known; t++) {
            trace += Dense.kernel(kernel, x.row(t), x.row(t));
        }
        // The greatest eigenvalue is the trace at most.
        double eta = step / trace;
        double[][] y = Dense.successors(x);
        Matrix start = fromZero ? Matrix.zeros(x.rows(), x.cols()) : normal(x.rows(), x.cols(), seed);
        double[][] u = Dense.rows(start);
        double[][] radius = new double[x.rows()][x.cols()];
        Triangle gram = Dense.gram(kernel, x);
        double roundings = Rounding.gamma(x.rows() + 8);
        for (int layer = 0; layer < n; layer++) {
            double[][] next = new double[x.rows()][];
            double[][] wider = new double[x.rows()][];
            for (int t = 0; t < u.length; t++) {
                next[t] = u[t].clone();
                wider[t] = radius[t].clone();
                for (int s = 0; s < known; s++) {
                    double k = gram.entry()[Math.max(s, t)][Math.min(s, t)];
                    double error = gram.error()[Math.max(s, t)][Math.min(s, t)] + roundings * Math.abs(k);
                    for (int c = 0; c < x.cols(); c++) {
                        next[t][c] -= eta * k * (u[s][c] - y[s][c]);
                        wider[t][c] += 2 * eta * (error * (Math.abs(u[s][c]) + Math.abs(y[s][c]))
                                + (Math.abs(k) + error) * radius[s][c]);
                    }
                }
                for (int c = 0; c < x.cols(); c++) {
                    wider[t][c] += 2 * roundings * Math.abs(next[t][c]);
                }
            }
            u = next;
            radius = wider;
        }
        NonCausalDescent descent = NonCausalDescent.of(kernel, eta);
        descent = fromZero ? descent : descent.startingAt(start);
        new Enclosure(u, radius).assertContains("u^" + n, Dense.rows(descent.iterate(x, n)));
        Bits.assertSame("u^0", start, descent.iterate(x, 0));
    }
}
