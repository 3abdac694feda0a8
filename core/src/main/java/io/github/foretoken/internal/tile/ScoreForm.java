package io.github.foretoken.internal.tile;

/**
 * A kernel as the tiles see it: {@code k(x_i, x_j) = map(constant + row |x_i|² + column |x_j|² + factor s_ij)}, where
 * s_ij is the inner product or the squared distance of the two tokens. Exponential kernels use the row and column terms
 * to divide by their own diagonal before anything can overflow; for squared distances row, column and constant are 0.
 *
 * @param geometry what s_ij is
 * @param factor of s_ij
 * @param row factor of the query's squared norm
 * @param column factor of the key's squared norm
 * @param constant added to every score
 * @param map from score to kernel value
 */
public record ScoreForm(Geometry geometry, double factor, double row, double column, double constant, ScoreMap map) {
    /** What two tokens are compared by. */
    public enum Geometry {
        INNER_PRODUCT,
        SQUARED_DISTANCE,
        /** Inner products as scores, and squared distances, of factor 1, beside them. */
        BOTH
    }

    /** Whether scores are inner products. */
    public boolean product() {
        return geometry != Geometry.SQUARED_DISTANCE;
    }

    /** Whether the map is given squared distances beside scores. */
    public boolean both() {
        return geometry == Geometry.BOTH;
    }

    /**
     * The k(x, x) that a row's pivot is uncertain by. A power spans few dimensions, and what a row lacks of them is uncertain
     * by those that span them, however small it is itself; the rows of an exponential are measured by their own.
     *
     * @param own of the row
     * @param greatest of it and those before
     */
    public double uncertain(double own, double greatest) {
        return map.degree() > 0 ? greatest : own;
    }

    /**
     * About the relative error of kernel values, in roundings: what an inner product's is after a power, or a large exponent's
     * after an exponential.
     *
     * @param norm k(x, x)
     * @param dimension of x
     */
    public double roundings(double norm, int dimension) { // float64 in both
        if (geometry == Geometry.SQUARED_DISTANCE) {
            return 1;
        }
        double own = map.exponential() ? Math.abs(Math.log(norm)) : 0; // float64 in both
        return 1 + own + map.degree() * (2 + Math.sqrt(dimension));
    }
}
