package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Claim;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of whatever learns token by token. Each property starts with new subjects. */
public interface StreamingPredictorContract extends ContractSettings {
    /** A predictor for tokens of d coordinates that has seen nothing. */
    StreamingPredictor subject(int d);

    /** The same tokens give the same bits, to another predictor and next to one that learns something else. */
    @Property
    default void predictorsAreDeterministicAndIndependent(@ForAll("sequences") TokenSequence recipe,
            @ForAll("seeds") long seed) {
        double[][] x = recipe.rows();
        double[][] others = recipe.withSeed(seed).rows();
        double[][] alone = Streams.run(subject(recipe.dimension()), x);
        StreamingPredictor first = subject(recipe.dimension());
        StreamingPredictor second = subject(recipe.dimension());
        double[][] beside = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            second.observe(others[t]);
            first.observe(x[t]);
            second.predict();
            beside[t] = first.predict();
        }
        Bits.assertSame("independence: predictions for " + recipe + " beside another stream", alone, beside);
    }

    /** A prediction may be asked for any number of times, written into, or not asked for at all. */
    @Property
    default void askingChangesNothing(@ForAll("sequences") TokenSequence recipe) {
        double[][] x = recipe.rows();
        StreamingPredictor asked = subject(recipe.dimension());
        StreamingPredictor silent = subject(recipe.dimension());
        for (int t = 0; t < x.length; t++) {
            asked.observe(x[t]);
            silent.observe(x[t]);
            double[] first = asked.predict();
            double[] kept = first.clone();
            Arrays.fill(first, Double.NaN);
            Bits.assertSame("asking: prediction for " + recipe + " after token " + (t + 1) + ", asked again", kept,
                    asked.predict());
        }
        Bits.assertSame("asking: last prediction for " + recipe + ", asked never before", asked.predict(),
                silent.predict());
    }

    /** Tokens are neither modified nor kept: their array may be used again at once. */
    @Property
    default void tokensAreNeitherModifiedNorKept(@ForAll("sequences") TokenSequence recipe) {
        double[][] x = recipe.rows();
        double[][] expected = Streams.run(subject(recipe.dimension()), x);
        Bits.assertSame("argument token after the calls", recipe.rows(), x);
        StreamingPredictor predictor = subject(recipe.dimension());
        double[] reused = new double[recipe.dimension()];
        for (int t = 0; t < x.length; t++) {
            System.arraycopy(x[t], 0, reused, 0, reused.length);
            predictor.observe(reused);
            Arrays.fill(reused, Double.NaN);
            Bits.assertSame("tokens kept: prediction for " + recipe + " after token " + (t + 1)
                    + ", from an array that was used again", expected[t], predictor.predict());
        }
    }

    /** Predictions are finite and of the right length, from tokens of 10^leastOrder to 10^mostOrder. */
    @Property
    default void predictionsAreFinite(@ForAll("scaledTokens") TokenSequence recipe) {
        double[][] predictions = Streams.run(subject(recipe.dimension()), recipe.rows());
        for (int t = 0; t < predictions.length; t++) {
            Claim.holds(predictions[t].length == recipe.dimension(),
                    "length: prediction for %s after token %d has %d columns", recipe, t + 1, predictions[t].length);
            Inputs.assertFinite("finite: prediction for " + recipe + " after token " + (t + 1), predictions[t]);
        }
    }
}
