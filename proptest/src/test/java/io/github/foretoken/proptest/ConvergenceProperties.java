package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Prop. 2's thresholds, tried from both sides, and the limit that softmax shares with its kernel. */
class ConvergenceProperties extends Generators {
    @Property
    void criticalStepIsTwoOverTheGreatestMovingDiagonal(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll boolean normalized, @ForAll boolean fromZero) {
        boolean softmax = normalized && Dense.positive(kernel);
        Matrix x = recipe.matrix();
        Triangle a = softmax ? Dense.softmax(kernel, x, 1) : Dense.gram(kernel, x);
        double greatest = 0;
        double error = 0;
        for (int t = fromZero ? 1 : 0; t < x.rows(); t++) {
            greatest = Math.max(greatest, a.entry()[t][t]);
            error = Math.max(error, a.error()[t][t] / a.entry()[t][t] + Rounding.gamma(4));
        }
        CausalDescent descent = CausalDescent.of(kernel);
        descent = softmax ? descent.withAttention(Attention.SOFTMAX) : descent;
        descent = fromZero ? descent : descent.startingAt(normal(x.rows(), x.cols(), recipe.seed()));
        double critical = descent.criticalStep(x);
        if (greatest == 0) {
            assertThat(critical == Double.POSITIVE_INFINITY, "a single row from zero never moves, eta* = " + critical);
            return;
        }
        assertThat(Math.abs(critical - 2 / greatest) <= 2 * error * critical,
                "eta* = " + critical + ", dense " + 2 / greatest);
        assertThat(descent.withStep(critical * 0.999).converges(x), "below eta*");
        assertThat(!descent.withStep(critical * 1.001).converges(x), "above eta*");
        assertThat(!descent.withStep(-critical / 2).converges(x), "negative");
        assertThat(!descent.withStep(0).converges(x), "zero");
    }

    @Property
    void belowTheThresholdIteratesReachTheLimit(@ForAll("handful") Tokens recipe, @ForAll("exponential") Kernel kernel,
            @ForAll Form form, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        double eta = 1.9 / Dense.kernel(kernel, x.row(0), x.row(0));
        Matrix start = normal(x.rows(), x.cols(), seed);
        CausalDescent descent = CausalDescent.of(kernel).withForm(form).withStep(eta).startingAt(start);
        assertThat(descent.converges(x), "1.9 / k(x_1, x_1) converges");
        // 0.9^1500 = 1e-69 outweighs the C(1500, 4) 1.9^4 that Jordan blocks of five rows bring.
        assertReachesLimit(Dense.stepped(kernel, x, eta), Dense.byRow(kernel, x), x, start, 1500,
                descent.iterate(x, 1500));
    }

    @Property
    void aboveTheThresholdIteratesGrowUntilTheyOverflow(@ForAll("handful") Tokens recipe,
            @ForAll("exponential") Kernel kernel, @ForAll Form form, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        CausalDescent descent = CausalDescent.of(kernel).withForm(form);
        double eta = 2.1 / Dense.kernel(kernel, x.row(0), x.row(0));
        assertDiverges(descent.startingAt(normal(x.rows(), x.cols(), seed)), eta, x, 1.1);
        // u^0 = 0 moves from the second token on, whose limit is not zero under a positive kernel.
        assertDiverges(descent, eta, x, 1.1);
    }

    @Property
    void softmaxReachesTheLimitOfItsKernel(@ForAll("fewTokens") Tokens recipe, @ForAll("positiveKernel") Kernel kernel,
            @ForAll Form form, @ForAll("seeds") long seed) {
        Tokens few = recipe.withLength(Math.min(recipe.length(), 12));
        Matrix x = few.matrix();
        Triangle a = Dense.softmax(kernel, x, 1);
        double slowest = 1;
        for (int t = 0; t < x.rows(); t++) {
            slowest = Math.min(slowest, a.entry()[t][t]);
        }
        // (1 - min A_tt)^n falls below 2^-60 some multiple of T log T layers after that many.
        int n = (int) Math.min(4000, 12 * x.rows() + 120 / slowest);
        Matrix start = normal(x.rows(), x.cols(), seed);
        CausalDescent descent =
                CausalDescent.of(kernel).withAttention(Attention.SOFTMAX).withForm(form).withStep(1).startingAt(start);
        if (n < 4000) {
            assertReachesLimit(a, Dense.byRow(kernel, x), x, start, n, descent.iterate(x, n));
        }
    }

    /** Row 1 alone decides: A_11 = 1, so eta* = 2. */
    @Property
    void softmaxFromAnyStartHasTheThresholdTwo(@ForAll("handfulVarying") Tokens recipe,
            @ForAll("exponential") Kernel kernel, @ForAll Form form, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix start = normal(x.rows(), x.cols(), seed);
        CausalDescent softmax =
                CausalDescent.of(kernel).withAttention(Attention.SOFTMAX).withForm(form).startingAt(start);
        assertDiverges(softmax, 2.1, x, 1.1);
        double first = Dense.softmax(kernel, x, 1).error()[0][0];
        assertThat(Math.abs(softmax.criticalStep(x) - 2) <= 4 * first, "eta* = " + softmax.criticalStep(x));
        assertThat(softmax.withStep(1.9).converges(x), "1.9 converges");
    }

    /** From u^0 = 0 the first row is inert: the threshold lies at 2 / max over t >= 2 of A_tt, beyond 2. */
    @Property
    void softmaxFromZeroConvergesBeyondTwo(@ForAll("handfulVarying") Tokens recipe,
            @ForAll("exponential") Kernel kernel, @ForAll Form form) {
        Matrix x = recipe.matrix();
        CausalDescent softmax = CausalDescent.of(kernel).withAttention(Attention.SOFTMAX).withForm(form);
        double critical = softmax.criticalStep(x);
        Triangle rates = Dense.softmax(kernel, x, 1);
        double slowest = 1;
        for (int t = 1; t < x.rows(); t++) {
            slowest = Math.min(slowest, rates.entry()[t][t]);
        }
        assertThat(critical > 2, "eta* = " + critical + " > 2");
        assertDiverges(softmax, 1.1 * critical, x, 1.2);
        double eta = 0.9 * critical;
        int n = (int) Math.min(4000, 1500 + 120 / (eta * slowest));
        if (n < 4000) {
            Matrix zero = Matrix.zeros(x.rows(), x.cols());
            Triangle a = Dense.softmax(kernel, x, eta);
            // The first row, which never moves, would count as diverging in the reference's radius.
            a.entry()[0][0] = 1;
            assertReachesLimit(a, Dense.byRow(kernel, x), x, zero, n, softmax.withStep(eta).iterate(x, n));
        }
    }

    private static void assertReachesLimit(Triangle a, Triangle byRow, Matrix x, Matrix start, int n, Matrix actual) {
        double[][] y = Dense.successors(x);
        Enclosure limit = byRow.predict(y);
        double[][] distance = Enclosure.exact(Dense.rows(start)).minus(limit).value();
        double[][] zero = new double[x.rows()][x.cols()];
        for (int layer = 0; layer < n; layer++) {
            distance = a.layer(distance, zero);
        }
        Enclosure expected = limit.widenedBy(a.descendFar(Dense.rows(start), y, n).radius());
        assertThat(Rows.largest(distance) <= 0x1p-40 * (1 + limit.largest()),
                "(I - eta A)^n (u^0 - u*) is still " + Rows.largest(distance));
        assertThat(expected.largestRadius() < 0x1p-10 * (1 + limit.largest()),
                "a radius of " + expected.largestRadius() + " proves nothing");
        expected.widenedBy(absolute(distance)).assertContains("u^" + n, Dense.rows(actual));
    }

    private static double[][] absolute(double[][] a) {
        double[][] absolute = new double[a.length][a[0].length];
        for (int t = 0; t < a.length; t++) {
            for (int c = 0; c < a[t].length; c++) {
                absolute[t][c] = Math.abs(a[t][c]);
            }
        }
        return absolute;
    }

    /**
     * Tries eta and, where the overflow would take long to come, 2 eta.
     *
     * @param growth of the error in one layer, at least; half of it, in the exponent, must show
     */
    private static void assertDiverges(CausalDescent descent, double eta, Matrix x, double growth) {
        assertThat(!descent.withStep(eta).converges(x), "beyond the threshold");
        double size = Rows.largest(Dense.rows(descent.withStep(eta).iterate(x, 600)));
        assertThat(size > Math.pow(growth, 300), "u^600 is " + size);
        try {
            Matrix end = descent.withStep(2 * eta).iterate(x, 1200);
            throw new AssertionError("u^1200 is finite: " + Rows.largest(Dense.rows(end)));
        } catch (ArithmeticException overflow) {
            assertThat(overflow.getMessage().contains("u^1200"), overflow.getMessage());
        }
    }

    private static void assertThat(boolean condition, String what) {
        Claim.holds(condition, "%s", what);
    }
}
