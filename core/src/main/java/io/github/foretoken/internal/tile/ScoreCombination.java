package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm.Geometry;
import java.util.Arrays;
import java.util.List;

/** Sums of weighted products of kernels, as one map of inner products, of squared distances or of both. */
public final class ScoreCombination implements ScoreMap.Loop {
    /** A sum, a product, a factor and what its own map needs. */
    private static final int ARRAYS = 4;

    /**
     * A weighted product.
     *
     * @param weight of it
     * @param factors forms of one geometry each, without terms in squared norms
     */
    public record Term(double weight, List<ScoreForm> factors) {}

    private final List<Term> terms;
    private final boolean both;

    private ScoreCombination(List<Term> terms, boolean both) {
        this.terms = terms;
        this.both = both;
    }

    /** The form that has the values of the sum. */
    public static ScoreForm of(List<Term> terms) {
        boolean product = false;
        boolean distance = false;
        int degree = 0;
        boolean exponential = false;
        for (Term term : terms) {
            int own = 0;
            for (ScoreForm factor : term.factors()) {
                product |= factor.product();
                distance |= !factor.product();
                own += Math.max(1, factor.map().degree());
                exponential |= factor.map().exponential();
            }
            degree = Math.max(degree, own);
        }
        boolean both = product && distance;
        ScoreMap map = new ScoreMap(1, degree, exponential, ARRAYS + (both ? 1 : 0), new ScoreCombination(terms, both));
        return new ScoreForm(both ? Geometry.BOTH : product ? Geometry.INNER_PRODUCT : Geometry.SQUARED_DISTANCE, 1, 0,
                0, 0, map);
    }

    @Override
    public void apply(ScoreMicrokernels loops, double[] scores, int offset, int length, double[] scratch,
            int scratchOffset) {
        int sum = scratchOffset + (both ? length : 0);
        int product = sum + length;
        int value = product + length;
        Arrays.fill(scratch, sum, sum + length, 0);
        // By numbers: an iterator is an object, and streams come here for each token.
        for (int k = 0; k < terms.size(); k++) {
            Term term = terms.get(k);
            Arrays.fill(scratch, product, product + length, term.weight());
            for (int l = 0; l < term.factors().size(); l++) {
                ScoreForm factor = term.factors().get(l);
                boolean beside = both && !factor.product();
                evaluate(loops, factor, beside ? scratch : scores, beside ? scratchOffset : offset, length, scratch,
                        value);
                for (int i = 0; i < length; i++) {
                    scratch[product + i] *= scratch[value + i];
                }
            }
            for (int i = 0; i < length; i++) {
                scratch[sum + i] += scratch[product + i];
            }
        }
        System.arraycopy(scratch, sum, scores, offset, length);
    }

    /** What stands from {@code raw} on, as values of one kernel, to {@code scratch} from {@code value} on. */
    private static void evaluate(ScoreMicrokernels loops, ScoreForm form, double[] from, int raw, int length,
            double[] scratch, int value) {
        double unit = form.map().unit();
        double factor = Clamp.between(form.factor() * unit, -Double.MAX_VALUE, Double.MAX_VALUE);
        double constant = unit * form.constant();
        for (int i = 0; i < length; i++) {
            scratch[value + i] = constant + factor * from[raw + i];
        }
        form.map().loop().apply(loops, scratch, value, length, scratch, value + length);
    }
}
