package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;
import io.github.foretoken.attention.AttentionHead;
import io.github.foretoken.attention.AugmentedTokens;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.MultiHeadAttention;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Gradients of the loss against central differences along random directions, with weights untied and tied. */
class GradientProperties extends Generators {
    private static final double STEP = 0x1p-10;
    private static final int HEADS = 2;

    @Property
    void gradientsAgreeWithCentralDifferences(@ForAll Heads heads, @ForAll @IntRange(min = 1, max = 3) int d,
            @ForAll @IntRange(min = 2, max = 12) int length, @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll("seeds") long seed) {
        Matrix x = scaled(normal(length, d, seed), 0.5);
        List<List<AttentionHead>> weights = new ArrayList<>();
        List<List<AttentionHead>> direction = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            weights.add(random(d, length, seed + 10L * l));
            direction.add(random(d, length, ~seed - 10L * l));
        }
        assertDerivative(heads, x, weights, direction);
    }

    /** One set of weights in every layer moves the loss by the sum of what it would do in each. */
    @Property
    void theTiedGradientIsTheSumOfTheUntiedOnes(@ForAll Heads heads, @ForAll @IntRange(min = 1, max = 3) int d,
            @ForAll @IntRange(min = 2, max = 12) int length, @ForAll @IntRange(min = 2, max = 4) int layers,
            @ForAll("seeds") long seed) {
        Matrix x = scaled(normal(length, d, seed), 0.5);
        assertDerivative(heads, x, Collections.nCopies(layers, random(d, length, seed)),
                Collections.nCopies(layers, random(d, length, ~seed)));
    }

    private static void assertDerivative(Heads heads, Matrix x, List<List<AttentionHead>> weights,
            List<List<AttentionHead>> direction) {
        CausalTransformer.Gradient gradient = model(heads, x, weights, direction, 0).gradient(x);
        double derivative = 0;
        double squares = 0;
        double length = 0;
        for (int l = 0; l < weights.size(); l++) {
            for (int h = 0; h < HEADS; h++) {
                List<Matrix> g = matrices(gradient.layers().get(l).get(h));
                List<Matrix> v = matrices(direction.get(l).get(h));
                for (int m = 0; m < g.size(); m++) {
                    derivative += Rows.dot(g.get(m).toArray(), v.get(m).toArray());
                    squares += Rows.dot(g.get(m).toArray(), g.get(m).toArray());
                    length += Rows.dot(v.get(m).toArray(), v.get(m).toArray());
                }
            }
        }
        double near = difference(heads, x, weights, direction, STEP);
        double far = difference(heads, x, weights, direction, 2 * STEP);
        // Truncation is a third of what doubling the step adds; then the loss's own rounding, over the step.
        double roundings = Rounding.gamma(64.0 * weights.size() * x.rows() * AugmentedTokens.width(x.cols()));
        double allowed = Math.abs(far - near) + roundings * (1 + gradient.loss()) / STEP;
        Claim.holds(Math.abs(derivative - near) <= allowed, "derivative %.12g, central difference %.12g, allowed %.3g",
                derivative, near, allowed);
        // The derivative along a random direction is that product over the root of some hundred weights.
        double most = Math.sqrt(squares * length);
        Claim.holds(allowed <= 1e-4 * most, "%.3g allowed for derivatives up to %.3g proves nothing", allowed, most);
    }

    private static double difference(Heads heads, Matrix x, List<List<AttentionHead>> weights,
            List<List<AttentionHead>> direction, double step) {
        return (model(heads, x, weights, direction, step).gradient(x).loss()
                - model(heads, x, weights, direction, -step).gradient(x).loss()) / (2 * step);
    }

    private static CausalTransformer model(Heads heads, Matrix x, List<List<AttentionHead>> weights,
            List<List<AttentionHead>> direction, double step) {
        List<MultiHeadAttention> layers = new ArrayList<>();
        for (int l = 0; l < weights.size(); l++) {
            List<AttentionHead> moved = new ArrayList<>();
            for (int h = 0; h < HEADS; h++) {
                AttentionHead w = weights.get(l).get(h);
                AttentionHead v = direction.get(l).get(h);
                moved.add(new AttentionHead(plus(w.query(), step, v.query()), plus(w.key(), step, v.key()),
                        plus(w.value(), step, v.value())));
            }
            layers.add(MultiHeadAttention.of(heads.attention(), moved));
        }
        return CausalTransformer.of(x.cols(), layers);
    }

    /** Small enough for sums of that many tokens to stay of the order of one, also as scores of the next layer. */
    private static List<AttentionHead> random(int d, int length, long seed) {
        int width = AugmentedTokens.width(d);
        List<AttentionHead> heads = new ArrayList<>();
        for (int h = 0; h < HEADS; h++) {
            long own = 3 * (seed + 1_000_003L * h);
            heads.add(new AttentionHead(scaled(normal(d + 1, width, own), 0.2),
                    scaled(normal(d + 1, width, own + 1), 0.2),
                    scaled(normal(width, width, own + 2), 0.3 / (length * width))));
        }
        return heads;
    }

    private static List<Matrix> matrices(AttentionHead head) {
        return List.of(head.query(), head.key(), head.value());
    }

    private static Matrix plus(Matrix w, double step, Matrix v) {
        double[] sum = w.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += step * v.data()[i];
        }
        return Matrix.of(sum, w.rows(), w.cols());
    }

    private static Matrix scaled(Matrix m, double factor) {
        return plus(Matrix.zeros(m.rows(), m.cols()), factor, m);
    }
}
