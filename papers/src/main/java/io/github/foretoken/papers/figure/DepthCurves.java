package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.papers.ode.NeuralOde;
import io.github.foretoken.papers.ode.TriangularFlow;
import io.github.foretoken.sequence.RotationSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * How far the infinite-depth Transformer and its layers are from their limit, over depth: {@code |u(tau) - u*| / |u*|} for
 * all tokens of one sequence of instance (2), and the same of mu. Depth is tau k(x, x), the number of layers whose step is
 * 1/k(x, x) that reach as far; for softmax, whose k is 1, it is tau. Everything follows from the seed.
 */
public final class DepthCurves {
    /** Lengths. */
    public enum Size {
        /** Long enough for a transient of ten orders of magnitude. */
        FULL(100, 400),
        /** For a look that takes a moment. */
        QUICK(24, 100);

        final int tokens;
        final int depth;

        Size(int tokens, int depth) {
            this.tokens = tokens;
            this.depth = depth;
        }
    }

    private static final double TOLERANCE = 1e-15;

    private final Matrix tokens;
    private final Matrix limit;
    private final int depth;

    /** The sequence of this seed. */
    public DepthCurves(Size size, long seed) {
        tokens = RotationSequence.random(Figure3.DIMENSION, seed).tokens(size.tokens);
        limit = ForwardSubstitution.of(Kernel.exponential()).limit(tokens);
        depth = size.depth;
    }

    /** T. */
    public int length() {
        return tokens.rows();
    }

    /**
     * All curves, over depths 0, 1, 2, ...
     *
     * @param progress is told what comes next
     */
    public CurveTable table(Consumer<String> progress) {
        CurveTable table = new CurveTable("depth", 0);
        progress.accept("exponential attention, " + length() + " tokens");
        table.add("exponential_exact", exact(Attention.UNNORMALIZED));
        table.add("exponential_ode", integrated(Attention.UNNORMALIZED));
        progress.accept("its dual flow");
        table.add("dual_ode", dual());
        progress.accept("its layers");
        table.add("exponential_layers", layers(Attention.UNNORMALIZED, 1));
        table.add("exponential_layers4", layers(Attention.UNNORMALIZED, 4));
        progress.accept("softmax attention");
        table.add("softmax_exact", exact(Attention.SOFTMAX));
        table.add("softmax_ode", integrated(Attention.SOFTMAX));
        return table.add("softmax_layers", layers(Attention.SOFTMAX, 1));
    }

    /** tau at depths 0, 1, 2, ... */
    private double[] taus(Attention attention) {
        double[] taus = new double[depth + 1];
        Arrays.setAll(taus, n -> n / kappa(attention));
        return taus;
    }

    private static double kappa(Attention attention) {
        return attention == Attention.SOFTMAX ? 1 : Math.E;
    }

    /** The exact solution of the flow with exponential or softmax attention. */
    public double[] exact(Attention attention) {
        return norms(
                TriangularFlow.of(Kernel.exponential(), attention, tokens).decay(limit, 1 / kappa(attention), depth));
    }

    /** The same by integrating the explicit Transformer's heads. */
    public double[] integrated(Attention attention) {
        CausalAttention heads =
                attention == Attention.SOFTMAX ? CausalAttention.softmax() : CausalAttention.exponential();
        return distances(
                NeuralOde.explicit(heads, tokens.cols(), 1).withTolerance(TOLERANCE).at(tokens, taus(attention)),
                limit);
    }

    /** The dual flow of exponential attention, integrated, from its limit mu. */
    public double[] dual() {
        Matrix keys = tokens.rows(0, tokens.rows() - 1);
        Matrix targets = tokens.rows(1, tokens.rows());
        Matrix mu = ForwardSubstitution.of(Kernel.exponential()).solve(keys, targets);
        return distances(NeuralOde.dual(CausalAttention.exponential(), keys, targets)
                .withTolerance(TOLERANCE)
                .at(Matrix.zeros(keys.rows(), keys.cols()), taus(Attention.UNNORMALIZED)), mu);
    }

    /** Layers of a step 1 / ({@code perUnit} k(x, x)), as many for each unit of depth, in a Transformer's own form. */
    public double[] layers(Attention attention, int perUnit) {
        CausalDescent descent = CausalDescent.of(Kernel.exponential())
                .withAttention(attention)
                .withForm(Form.RESIDUAL)
                .withStep(1 / (kappa(attention) * perUnit));
        List<Matrix> states = new ArrayList<>(List.of(Matrix.zeros(tokens.rows(), tokens.cols())));
        for (int n = 0; n < depth; n++) {
            states.add(descent.startingAt(states.getLast()).iterate(tokens, perUnit));
        }
        return distances(states, limit);
    }

    private static double[] norms(List<Matrix> distances) {
        double[] norms = distances.stream().mapToDouble(DepthCurves::norm).toArray();
        double first = norms[0];
        return Arrays.stream(norms).map(norm -> norm / first).toArray();
    }

    private static double[] distances(List<Matrix> states, Matrix limit) {
        double scale = norm(limit);
        return states.stream().mapToDouble(state -> {
            double[] difference = state.toArray();
            double[] end = limit.toArray();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= end[i];
            }
            return norm(Matrix.of(difference, limit.rows(), limit.cols())) / scale;
        }).toArray();
    }

    private static double norm(Matrix m) {
        double norm = 0;
        for (double x : m.toArray()) {
            norm = Math.hypot(norm, x);
        }
        return norm;
    }
}
