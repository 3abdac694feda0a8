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
        INNER_PRODUCT, SQUARED_DISTANCE
    }

    /**
     * About the relative error of kernel values, in roundings: what an inner product's is after a power, or a large exponent's
     * after an exponential.
     *
     * @param norm k(x, x)
     * @param dimension of x
     */
    public double roundings(double norm, int dimension) {
        if (geometry == Geometry.SQUARED_DISTANCE) {
            return 1;
        }
        return 1 + (map.degree() == 0 ? Math.abs(Math.log(norm)) : map.degree() * (2 + Math.sqrt(dimension)));
    }
}
