package io.github.foretoken.testkit;

/** What scores {@code s_ts = scale <q_t, k_s>} are made into. */
public enum AttentionWeights {
    /** The scores themselves. */
    LINEAR,
    /** exp(s_ts), not normalised. */
    EXPONENTIAL,
    /** exp(s_ts) over the sum of exp(s_tr) for r &lt;= t. */
    SOFTMAX
}
