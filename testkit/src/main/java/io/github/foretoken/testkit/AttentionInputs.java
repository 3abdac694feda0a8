package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Shapes;
import io.github.foretoken.testkit.reference.Rows;
import java.util.Random;

/** Arguments of one call; the arrays are its own. */
final class AttentionInputs {
    private final double[][] q;
    private final double[][] k;
    private final double[][] v;

    private AttentionInputs(double[][] q, double[][] k, double[][] v) {
        this.q = q;
        this.k = k;
        this.v = v;
    }

    /**
     * Queries and keys by a recipe, with no score above that size, queries larger than keys by a power of two; and
     * independent values.
     *
     * @param width columns of the values
     * @param largest absolute score, before its scale
     */
    static AttentionInputs of(TokenSequence recipe, int width, double largest, long seed, double unit) {
        Random random = new Random(seed);
        double[][] q = recipe.rows();
        double[][] k = recipe.withSeed(seed ^ recipe.seed()).rows();
        double greatest = longest(q) * longest(k);
        double exchange = Math.scalb(1.0, random.nextInt(81) - 40);
        Inputs.scaled(q, (greatest == 0 ? 1 : largest / greatest) * exchange);
        Inputs.scaled(k, 1 / exchange);
        double[][] v = new TokenSequence(TokenSequence.Kind.VARYING_NORMS, width, recipe.length(), 1, seed + 1).rows();
        return new AttentionInputs(Inputs.rounded(q, unit), Inputs.rounded(k, unit), Inputs.rounded(v, unit));
    }

    private static double longest(double[][] rows) {
        double longest = 0;
        for (double[] row : rows) {
            longest = Math.max(longest, Math.sqrt(Rows.dot(row, row)));
        }
        return longest;
    }

    double[][] q() {
        return q;
    }

    double[][] k() {
        return k;
    }

    double[][] v() {
        return v;
    }

    AttentionInputs copy() {
        return new AttentionInputs(Inputs.copy(q), Inputs.copy(k), Inputs.copy(v));
    }

    double[][] through(MaskedAttention attention) {
        return attention.apply(q, k, v);
    }

    @Override
    public String toString() {
        return "q and k " + Shapes.of(q) + ", v " + Shapes.of(v);
    }
}
