package io.github.foretoken.testkit;

/** A kernel on R^d: symmetric and positive semi-definite. */
@FunctionalInterface
public interface TokenKernel {
    /** k(x, y) of tokens of one length, neither of which is modified. */
    double value(double[] x, double[] y);
}
