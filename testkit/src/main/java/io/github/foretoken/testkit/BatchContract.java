package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Shapes;
import io.github.foretoken.testkit.reference.Enclosure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A predictor that also takes whole sequences at once. */
public interface BatchContract extends StreamingPredictorContract {
    /** The same method on whole sequences of tokens of d coordinates. */
    NextTokenMethod batch(int d);

    /**
     * How far each entry may lie from the stream's: nowhere unless overridden, which demands the same bits.
     *
     * @param tokens T x d
     * @return T x d
     */
    default double[][] allowed(double[][] tokens) {
        return new double[tokens.length][tokens[0].length];
    }

    /** Whole sequences give the rows of their stream. */
    @Property
    default void batchIsItsStream(@ForAll("sequences") TokenSequence recipe) {
        double[][] x = recipe.rows();
        double[][] stream = Streams.run(subject(recipe.dimension()), x);
        new Enclosure(stream, allowed(x)).assertContains("streaming and batch: batch for " + recipe,
                batch(recipe.dimension()).predict(x));
        Bits.assertSame("argument tokens after the call", recipe.rows(), x);
    }

    /** Changing tokens from j on leaves rows 1 to j - 1 of a whole sequence unchanged to the bit. */
    @Property
    default void laterTokensDoNotReachBack(@ForAll("severalTokens") TokenSequence recipe, @ForAll("seeds") long seed) {
        double[][] x = recipe.rows();
        int from = 1 + (int) (seed % (recipe.length() - 1));
        double[][] before = batch(recipe.dimension()).predict(x);
        double[][] after = batch(recipe.dimension()).predict(Inputs.changedFrom(x, from, seed));
        Shapes.requireSame("result", before, after);
        Bits.assertSameRows("causality: batch for " + recipe + ", tokens from " + (from + 1) + " on changed", before,
                after, 0, from);
    }
}
