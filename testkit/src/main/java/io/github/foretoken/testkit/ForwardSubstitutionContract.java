package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.check.Shapes;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Gram;
import io.github.foretoken.testkit.reference.ReferenceKernel;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Prediction of each next token by a triangular system of kernel values A_ts = k(x_t, x_s), s &lt;= t: with L the strict part of A
 * below its diagonal D and targets y_t = x_{t+1}, row t of the result is (L (L + D)^-1 Y)_t where weights are divided
 * ({@link Division#WEIGHT}), and (D^-1 L (I + D^-1 L)^-1 Y)_t where predictions are. For tokens of one norm both are the same.
 *
 * <p>Sequences have at least one token; a subject may answer none by none, or by an {@link IllegalArgumentException}.
 */
public interface ForwardSubstitutionContract extends ContractSettings {
    /** What is divided by k(x, x): the weight of an earlier token, or the prediction. */
    enum Division {
        /** mu_s = (y_s - sum over r &lt; s of k(x_s, x_r) mu_r) / k(x_s, x_s); the prediction is the sum of k(x_t, x_s) mu_s. */
        WEIGHT,
        /** u_t = sum over s &lt; t of k(x_t, x_s) (y_s - u_s) / k(x_t, x_t). */
        PREDICTION
    }

    /** The method to verify. */
    NextTokenMethod subject();

    /** Its kernel. */
    ReferenceKernel kernel();

    /** What it divides. */
    default Division division() {
        return Division.WEIGHT;
    }

    /** Changing tokens from j on leaves rows 1 to j - 1 unchanged to the bit. */
    @Property
    default void laterTokensDoNotReachBack(@ForAll("severalTokens") TokenSequence recipe, @ForAll("seeds") long seed) {
        double[][] x = Inputs.rounded(recipe.rows(), unitRoundoff());
        int from = 1 + (int) (seed % (recipe.length() - 1));
        double[][] before = subject().predict(Inputs.copy(x));
        double[][] after = subject().predict(Inputs.changedFrom(x, from, seed));
        Shapes.requireSame("result", before, after);
        Bits.assertSameRows(
                "causality: result for tokens " + Shapes.of(x) + ", tokens from " + (from + 1) + " on changed", before,
                after, 0, from);
    }

    /** Every entry lies within a bound on all roundings from the definition, whose loops are textbook ones. */
    @Property
    default void resultIsTheDefinition(@ForAll("scaledTokens") TokenSequence recipe) {
        double[][] x = Inputs.rounded(recipe.rows(), unitRoundoff());
        definition(x).assertContains("definition: result for tokens " + Shapes.of(x), subject().predict(Inputs.copy(x)),
                Rows.largest(x));
    }

    /** Coordinates in another order and with other signs give the same prediction so changed, but for roundings. */
    @Property
    default void coordinatesMayBePermutedAndReflected(@ForAll("scaledTokens") TokenSequence recipe,
            @ForAll("seeds") long seed) {
        double[][] x = Inputs.rounded(recipe.rows(), unitRoundoff());
        Random random = new Random(seed);
        List<Integer> order = IntStream.range(0, recipe.dimension()).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        boolean[] negative = new boolean[order.size()];
        for (int c = 0; c < negative.length; c++) {
            negative[c] = random.nextBoolean();
        }
        Enclosure around = new Enclosure(moved(subject().predict(Inputs.copy(x)), order, negative),
                moved(definition(x).slackened(2).radius(), order, new boolean[negative.length]));
        around.assertContains("rotation: result for tokens " + Shapes.of(x) + ", coordinates permuted and reflected",
                subject().predict(moved(x, order, negative)), Rows.largest(x));
    }

    /** The same call gives the same bits, whatever was called in between; tokens are left as they were. */
    @Property
    default void callsDoNotRememberEachOther(@ForAll("sequences") TokenSequence recipe, @ForAll("seeds") long seed) {
        double[][] x = Inputs.rounded(recipe.rows(), unitRoundoff());
        NextTokenMethod method = subject();
        double[][] first = method.predict(x);
        Inputs.assertUntouched("tokens", Inputs.rounded(recipe.rows(), unitRoundoff()), x);
        double[][] kept = Inputs.copy(first);
        method.predict(recipe.withSeed(seed).rows());
        Bits.assertSame("determinism: result for tokens " + Shapes.of(x) + ", after another call", kept, first);
        Inputs.fill(first);
        method.predict(recipe.withSeed(seed).withLength(recipe.length() + 3).rows());
        Bits.assertSame("determinism: result for tokens " + Shapes.of(x) + ", asked again", kept, method.predict(x));
        Bits.assertSame("determinism: result for tokens " + Shapes.of(x) + ", asked of another subject", kept,
                subject().predict(x));
    }

    /** The first token is predicted from by nothing but itself: no pair is known. */
    @Property
    default void nothingIsKnownOfTheFirstToken(@ForAll("scaledTokens") TokenSequence recipe) {
        double[] first = subject().predict(recipe.rows())[0];
        Claim.holds(Arrays.stream(first).allMatch(value -> value == 0),
                "first row: result in R^%d: got %s, expected zeros", first.length, Arrays.toString(first));
    }

    /** No tokens give no rows, or are refused. */
    @Example
    default void noTokensGiveNoRowsOrAreRefused() {
        try {
            double[][] result = subject().predict(new double[0][]);
            Claim.holds(result.length == 0, "empty sequence: the result for no tokens has %d rows", result.length);
        } catch (IllegalArgumentException refused) {
            Claim.holds(true, "refused");
        }
    }

    private Enclosure definition(double[][] x) {
        double[][] y = new double[x.length][x[0].length];
        System.arraycopy(x, 1, y, 0, x.length - 1);
        Gram gram = Gram.of(kernel(), x, Rounding.scoreOperations(x[0].length), unitRoundoff());
        Triangle triangle = division() == Division.WEIGHT ? gram.byColumn() : gram.byRow();
        return triangle.predict(y).slackened(slack());
    }

    private static double[][] moved(double[][] x, List<Integer> order, boolean[] negative) {
        double[][] moved = new double[x.length][order.size()];
        for (int t = 0; t < x.length; t++) {
            for (int c = 0; c < moved[t].length; c++) {
                moved[t][c] = negative[c] ? -x[t][order.get(c)] : x[t][order.get(c)];
            }
        }
        return moved;
    }
}
