package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Checks;
import java.util.Objects;

/**
 * Products of the projections {@code P_s = I - phi(x_s) phi(x_s)^* / k(x_s, x_s)}, each onto what is orthogonal to the
 * feature of a token: the error of what has been learnt from x_1..x_t is {@code W_t - W = -W P_1 P_2 ... P_t}. Applied to
 * the feature of a point z they give {@code phi(z) + sum over s of c_s phi(x_s)}; this class computes c.
 *
 * {@snippet lang = java :
 * KaczmarzProjections projections = KaczmarzProjections.of(Kernel.linear());
 * Matrix c = projections.coefficients(tokens, points, KaczmarzProjections.Order.NEWEST_FIRST);
 * }
 *
 * <p>Immutable and safe for use by several threads. Source: Sander and Peyré, arXiv 2410.03011, Prop. 4 and figure 2; the
 * order of projections: docs/mathematics.md#rates.
 */
public final class KaczmarzProjections {
    /** Which end of the product meets the feature first. */
    public enum Order {
        /** {@code P_1 P_2 ... P_t}, the product of Prop. 4: the newest token's projection acts first. */
        NEWEST_FIRST,
        /** {@code P_t ... P_2 P_1}, its adjoint, as in Kaczmarz's algorithm. Its result never grows with t. */
        OLDEST_FIRST
    }

    private final ForwardSubstitution substitution;
    private final Kernel kernel;

    private KaczmarzProjections(Kernel kernel) {
        this.kernel = Objects.requireNonNull(kernel, "kernel");
        this.substitution = ForwardSubstitution.of(kernel);
    }

    /**
     * Projections in the space of this kernel.
     *
     * @param kernel k, any
     * @return what computes their products
     */
    public static KaczmarzProjections of(Kernel kernel) {
        return new KaczmarzProjections(kernel);
    }

    /**
     * The coefficients c of a product of all tokens' projections. A token whose k(x_s, x_s) is 0 projects nothing.
     * O(t² (d + m)) operations, memory O(t (d + m)).
     *
     * @param tokens x_1..x_t, t x d, not modified
     * @param points z, m x d, not modified
     * @param order which end of the product meets the features of the points first
     * @return c, t x m, a column for each point, row s for token s whatever the order
     * @throws IllegalArgumentException if there is no token or no point, shapes do not match or an element is not finite
     * @throws ArithmeticException if k(x_s, z) or a coefficient does not fit float64
     */
    public Matrix coefficients(Matrix tokens, Matrix points, Order order) {
        tokens.requireFinite("tokens");
        points.requireFinite("points");
        if (points.rows() == 0) {
            throw new IllegalArgumentException("points has no rows: at least one is needed");
        }
        if (points.cols() != tokens.cols()) {
            throw new IllegalArgumentException("points and tokens must have the same number of columns: points is "
                    + points.shape() + ", tokens is " + tokens.shape());
        }
        // One projection after the other is a substitution: k(x_s, z) + sum over those before of k(x_s, x_r) c_r
        // + k(x_s, x_s) c_s = 0.
        return switch (order) {
            case OLDEST_FIRST -> solve(tokens, points);
            case NEWEST_FIRST -> reversed(solve(reversed(tokens), points));
        };
    }

    private Matrix solve(Matrix tokens, Matrix points) {
        Matrix right = Checks.finiteResult(kernel.gram(tokens, points).data(), tokens.rows(), points.rows(), "k(x, z)",
                Checks.remedy(kernel));
        for (int i = 0; i < right.data().length; i++) {
            right.data()[i] = -right.data()[i];
        }
        return substitution.solve(tokens, right);
    }

    private static Matrix reversed(Matrix m) {
        Matrix reversed = Matrix.zeros(m.rows(), m.cols());
        for (int i = 0; i < m.rows(); i++) {
            System.arraycopy(m.row(i), 0, reversed.data(), (m.rows() - 1 - i) * m.cols(), m.cols());
        }
        return reversed;
    }
}
