package io.github.foretoken.testkit;

/** Predicts each next token of a sequence from those up to it. */
@FunctionalInterface
public interface NextTokenMethod {
    /**
     * Row t estimates token t + 1 from tokens 1..t.
     *
     * @param tokens T x d, not modified
     * @return T x d, a fresh array
     */
    double[][] predict(double[][] tokens);
}
