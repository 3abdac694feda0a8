package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;
import io.github.foretoken.attention.AugmentedTokens;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/** Transformers of infinite depth: the flows of eq. 4 and of Appendix B end at u* and at mu. */
class InfiniteDepthProperties extends Generators {
    private static final double TOLERANCE = 1e-12;
    /** Decay is exp(-k tau / 2) at least, and exp(-tau / T) with softmax: 1e-11. */
    private static final double DEPTH = 50;

    @Property
    void theFlowOfTheHeadsEndsAtTheLimit(@ForAll("fewConstantNorm") Tokens any, @ForAll Heads heads,
            @ForAll @IntRange(min = 1, max = 10) int length) {
        Tokens recipe = any.withLength(length);
        Matrix x = recipe.matrix();
        CausalTransformer model = heads.explicit(recipe, 1, 1);
        UnaryOperator<Matrix> field = model.layers().getFirst()::update;
        double depth = heads == Heads.SOFTMAX ? DEPTH * length : DEPTH / heads.kappa(recipe.radius());
        Matrix e = follow(field, AugmentedTokens.exact(x), depth);
        Matrix limit = ForwardSubstitution.of(heads.kernel()).limit(x);
        assertAtRest("u", model.project(e), limit, field.apply(e), heads.inverse(recipe.radius(), length));
    }

    @Property
    void theDualFlowEndsAtTheDualCoefficients(@ForAll("fewConstantNorm") Tokens any, @ForAll boolean exponential,
            @ForAll @IntRange(min = 1, max = 10) int length, @ForAll("seeds") long seed) {
        Heads heads = exponential ? Heads.EXPONENTIAL : Heads.LINEAR;
        Tokens recipe = any.withLength(length);
        Matrix x = recipe.matrix();
        Matrix y = normal(length, 3, seed);
        UnaryOperator<Matrix> field = mu -> {
            double[] velocity = heads.attention().apply(x, x, mu).data();
            for (int i = 0; i < velocity.length; i++) {
                velocity[i] = y.data()[i] - velocity[i];
            }
            return Matrix.of(velocity, length, 3);
        };
        Matrix mu = follow(field, Matrix.zeros(length, 3), DEPTH / heads.kappa(recipe.radius()));
        Matrix expected = ForwardSubstitution.of(heads.kernel()).solve(x, y);
        assertAtRest("mu", mu, expected, field.apply(mu), heads.inverse(recipe.radius(), length));
    }

    /** What is left, |A^-1 (b - A u)|, is at most |A^-1| times the speed; and the speed is down to the tolerance. */
    private static void assertAtRest(String what, Matrix actual, Matrix limit, Matrix velocity, double inverse) {
        double speed = Rows.norm(Dense.rows(velocity));
        double distance = Rows.distance(Dense.rows(actual), Dense.rows(limit));
        double size = 1 + Rows.norm(Dense.rows(limit));
        // Substitution and one product of the heads, each to some roundings for each of T² pairs.
        double rounding = Rounding.gamma(64.0 * limit.rows() * limit.rows()) * size * Math.max(1, inverse);
        Claim.holds(distance <= inverse * speed + rounding, "%s is %.3g from its limit; speed %.3g allows %.3g", what,
                distance, speed, inverse * speed + rounding);
        Claim.holds(distance <= 1e-8 * size, "%s is still %.3g from its limit", what, distance);
    }

    private static Matrix follow(UnaryOperator<Matrix> field, Matrix start, double depth) {
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return start.rows() * start.cols();
            }

            @Override
            public double[] computeDerivatives(double tau, double[] state) {
                return field.apply(Matrix.of(state, start.rows(), start.cols())).toArray();
            }
        };
        double[] end = new DormandPrince853Integrator(0, depth, TOLERANCE, TOLERANCE)
                .integrate(equation, new ODEState(0, start.toArray()), depth)
                .getPrimaryState();
        return Matrix.of(end, start.rows(), start.cols());
    }
}
