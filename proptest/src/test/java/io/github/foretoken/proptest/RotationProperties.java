package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every kernel here sees inner products and distances only: rotate all tokens, and predictions rotate with them. */
class RotationProperties extends Generators {
    @Property
    void predictionsRotateWithTheTokens(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        double[][] q = Dense.rows(RotationSequence.random(x.cols(), seed).rotation());
        Matrix rotated = rotated(x, q);
        double operations = Bounds.rotatedOperations(x.cols());
        double[][] y = Dense.successors(x);
        rotated(Dense.byColumn(kernel, x, operations).predict(y), q, y).assertContains("û",
                Dense.rows(ForwardSubstitution.of(kernel).predict(rotated)));
        rotated(Dense.byRow(kernel, x, operations).predict(y), q, y).assertContains("u*",
                Dense.rows(CausalDescent.of(kernel).limit(rotated)));
    }

    /** Layers too, at the step per token and with softmax; the first few, before transients blur the comparison. */
    @Property
    void softmaxLayersRotateWithTheTokens(@ForAll("anyTokens") Tokens recipe, @ForAll("positiveKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 5) int n, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        double[][] q = Dense.rows(RotationSequence.random(x.cols(), seed).rotation());
        double[][] y = Dense.successors(x);
        Enclosure u = Dense.softmax(kernel, x, 1, Bounds.rotatedOperations(x.cols()))
                .descend(Enclosure.exact(new double[x.rows()][x.cols()]), y, n, Bounds.dropped(x.rows(), 0));
        CausalDescent descent = CausalDescent.of(kernel).withAttention(CausalDescent.Attention.SOFTMAX).withStep(1);
        rotated(u, q, y).assertContains("u^n", Dense.rows(descent.iterate(rotated(x, q), n)));
    }

    private static Matrix rotated(Matrix x, double[][] q) {
        double[][] rows = Dense.rows(x);
        for (int t = 0; t < rows.length; t++) {
            rows[t] = Rows.times(q, rows[t]);
        }
        return Matrix.copyOf(rows);
    }

    /**
     * Radii rotate by absolute values. Rotated targets carry the rounding of d products each, which a prediction takes
     * on in proportion to the largest target and itself.
     */
    static Enclosure rotated(Enclosure u, double[][] q, double[][] y) {
        int d = q.length;
        double[][] value = new double[u.rows()][];
        double[][] radius = new double[u.rows()][d];
        double rounding = Rounding.gamma(Bounds.rotatedOperations(d)) * (Rows.largest(y) + u.largest());
        for (int t = 0; t < value.length; t++) {
            value[t] = Rows.times(q, u.value()[t]);
            for (int i = 0; i < d; i++) {
                for (int c = 0; c < d; c++) {
                    radius[t][i] += Math.abs(q[i][c]) * u.radius()[t][c];
                }
                radius[t][i] += rounding * u.rows();
            }
        }
        return new Enclosure(value, radius);
    }
}
