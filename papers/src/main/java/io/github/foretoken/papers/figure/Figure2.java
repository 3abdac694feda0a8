package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.descent.KaczmarzProjections;
import io.github.foretoken.descent.KaczmarzProjections.Order;
import io.github.foretoken.sequence.PeriodicSequence;
import java.util.SplittableRandom;

/**
 * The paper's figure 2: what products of the projections {@code P_s = I - x_s x_s' / |x_s|²} make of a vector nu of the
 * plane, in both orders, as their number grows. Tokens are two unit vectors in turn; everything follows from the seed.
 */
public final class Figure2 {
    /** The number of projections. */
    static final int LENGTH = 30;
    /** Of the squared cosine of the tokens' angle, by which two projections shrink a vector: neither at once nor hardly. */
    private static final double LEAST = 0.35;
    private static final double MOST = 0.65;
    /** Of nu that the first token's projection leaves. */
    private static final double LEAST_LEFT = 0.8;
    /**
     * Of what the second token's projection leaves, relative to what both in turn leave of the first's: below 1 the length
     * of {@code P_1 ... P_t nu} grows at every other step, and should be seen to.
     */
    private static final double MOST_LEFT = 0.7;

    private final Matrix tokens;
    private final double[] vector;

    /** The tokens and the vector of this seed. */
    public Figure2(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        Matrix drawn;
        double square;
        do {
            drawn = PeriodicSequence.random(2, 2, seeds.nextLong()).tokens(LENGTH);
            double cosine = Kernel.linear().evaluate(drawn.row(0), drawn.row(1));
            square = cosine * cosine;
        } while (!(square >= LEAST && square <= MOST));
        tokens = drawn;
        double[] nu;
        do {
            nu = PeriodicSequence.random(2, 1, seeds.nextLong()).tokens(1).row(0);
        } while (!(left(nu, 0) >= LEAST_LEFT && left(nu, 1) <= MOST_LEFT * Math.sqrt(square) * left(nu, 0)));
        vector = nu;
    }

    /** The length of a unit vector's projection. */
    private double left(double[] nu, int token) {
        double along = Kernel.linear().evaluate(tokens.row(token), nu);
        return Math.sqrt(Math.max(0, 1 - along * along));
    }

    /** x_1, x_2, x_1, ...: {@value #LENGTH} x 2. */
    public Matrix tokens() {
        return tokens;
    }

    /** {@link #path(Matrix, double[], Order)} of this figure. */
    public Matrix path(Order order) {
        return path(tokens, vector, order);
    }

    /** The numbers behind the picture. */
    public CurveTable table() {
        Matrix newestFirst = path(Order.NEWEST_FIRST);
        Matrix oldestFirst = path(Order.OLDEST_FIRST);
        return new CurveTable("t", 0).add("P1..Pt_nu_x", column(newestFirst, 0))
                .add("P1..Pt_nu_y", column(newestFirst, 1))
                .add("Pt..P1_nu_x", column(oldestFirst, 0))
                .add("Pt..P1_nu_y", column(oldestFirst, 1));
    }

    /**
     * The vector after 0, 1, ... T projections.
     *
     * @param tokens T x d, not modified
     * @param vector d numbers, not modified
     * @return (T + 1) x d, row t holding {@code P_1 ... P_t vector}, or {@code P_t ... P_1 vector}
     */
    static Matrix path(Matrix tokens, double[] vector, Order order) {
        KaczmarzProjections projections = KaczmarzProjections.of(Kernel.linear());
        int d = tokens.cols();
        Matrix path = Matrix.zeros(tokens.rows() + 1, d);
        for (int t = 0; t <= tokens.rows(); t++) {
            System.arraycopy(vector, 0, path.data(), t * d, d);
            if (t > 0) {
                // In the linear kernel's space features are the tokens themselves.
                Matrix c = projections.coefficients(tokens.rows(0, t), Matrix.of(vector, 1, d), order);
                for (int s = 0; s < t; s++) {
                    for (int j = 0; j < d; j++) {
                        path.data()[t * d + j] += c.get(s, 0) * tokens.get(s, j);
                    }
                }
            }
        }
        return path;
    }

    static double[] column(Matrix matrix, int column) {
        return matrix.columns(column, column + 1).toArray();
    }
}
