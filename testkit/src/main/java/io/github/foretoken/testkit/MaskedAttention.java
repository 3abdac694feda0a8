package io.github.foretoken.testkit;

/** Causal attention of one head: row t of the result is made of rows 1..t of keys and values. */
@FunctionalInterface
public interface MaskedAttention {
    /**
     * The attended values.
     *
     * @param q queries, T x d, not modified
     * @param k keys, T x d, not modified
     * @param v values, T x m, not modified
     * @return T x m, a fresh array
     */
    double[][] apply(double[][] q, double[][] k, double[][] v);
}
