package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.descent.KaczmarzProjections;
import io.github.foretoken.descent.KaczmarzProjections.Order;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The paper's figure 2 as its caption has it: on the sphere of R³ the tokens x_1 ... x_6 of a rotation, and of a vector
 * nu of length 1 what its projections leave one after the other, {@code nu, P_6 nu, P_5 P_6 nu, ..., P_1 ... P_6 nu}.
 * Everything follows from the seed.
 */
public final class Figure2Sphere {
    /** The number of projections. */
    static final int LENGTH = 6;
    /** Of a vector that a projection leaves: a step can be seen, and so can those after it. */
    private static final double LEAST_LEFT = 0.5;
    private static final double MOST_LEFT = 0.9;

    private final RotationSequence rotation;
    private final Matrix tokens;
    private final double[] vector;

    /** The rotation and the vector of this seed. */
    public Figure2Sphere(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        RotationSequence drawn;
        Matrix drawnTokens;
        double[] nu;
        do {
            drawn = RotationSequence.random(3, seeds.nextLong());
            drawnTokens = drawn.tokens(LENGTH);
            nu = PeriodicSequence.random(3, 1, seeds.nextLong()).tokens(1).row(0);
        } while (!visible(lengths(products(drawnTokens, nu))));
        rotation = drawn;
        tokens = drawnTokens;
        vector = nu;
    }

    private static boolean visible(double[] lengths) {
        return IntStream.range(1, lengths.length)
                .mapToDouble(k -> lengths[k] / lengths[k - 1])
                .allMatch(left -> left >= LEAST_LEFT && left <= MOST_LEFT);
    }

    /** W, 3 x 3. */
    public Matrix rotation() {
        return rotation.rotation();
    }

    /** x_1 ... x_6, 6 x 3. */
    public Matrix tokens() {
        return tokens;
    }

    /** nu, P_6 nu, P_5 P_6 nu, ...: 7 x 3. */
    public Matrix products() {
        return products(tokens, vector);
    }

    /**
     * A vector, and what the last token's projection makes of it, the last two, and so on.
     *
     * @param tokens T x d, not modified
     * @param vector d numbers, not modified
     * @return (T + 1) x d, row k holding {@code P_{T+1-k} ... P_T vector}
     */
    static Matrix products(Matrix tokens, double[] vector) {
        KaczmarzProjections projections = KaczmarzProjections.of(Kernel.linear());
        int n = tokens.rows();
        int d = tokens.cols();
        Matrix products = Matrix.zeros(n + 1, d);
        for (int k = 0; k <= n; k++) {
            System.arraycopy(vector, 0, products.data(), k * d, d);
            if (k > 0) {
                Matrix last = tokens.rows(n - k, n);
                Matrix c = projections.coefficients(last, Matrix.of(vector, 1, d), Order.NEWEST_FIRST);
                for (int s = 0; s < k; s++) {
                    for (int j = 0; j < d; j++) {
                        products.data()[k * d + j] += c.get(s, 0) * last.get(s, j);
                    }
                }
            }
        }
        return products;
    }

    /** Of all rows. */
    static double[] lengths(Matrix path) {
        return IntStream.range(0, path.rows())
                .mapToDouble(t -> Math.sqrt(Kernel.linear().evaluate(path.row(t), path.row(t))))
                .toArray();
    }

    /** {@code ‖P_1 ... P_k nu‖} for k from 0: more and more tokens, the newest first, which may grow. */
    double[] lengthsOfProp4() {
        return lengths(Figure2.path(tokens, vector, Order.NEWEST_FIRST));
    }

    /** The numbers behind the picture: after k projections, and the token of the last of them. */
    public CurveTable table() {
        Matrix products = products();
        CurveTable table = new CurveTable("k", 0).add("x", Figure2.column(products, 0))
                .add("y", Figure2.column(products, 1))
                .add("z", Figure2.column(products, 2))
                .add("length", lengths(products))
                .add("P1..Pk_nu_length", lengthsOfProp4());
        String[] names = {"token_x", "token_y", "token_z"};
        for (int j = 0; j < 3; j++) {
            double[] column = new double[LENGTH + 1];
            column[0] = Double.NaN;
            for (int k = 1; k <= LENGTH; k++) {
                column[k] = tokens.get(LENGTH - k, j);
            }
            table.add(names[j], column);
        }
        return table;
    }
}
