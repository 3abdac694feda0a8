package io.github.foretoken.lab.method;

/** What a {@link PredictorSpec} begins with. */
public enum Estimator {
    /** The paper's method. */
    KACZMARZ,
    /** Corrects the last few predictions at once. */
    AFFINE,
    /** Recursive least squares. */
    LEAST_SQUARES,
    /** Kernel ridge regression, refitted. */
    KERNEL_RIDGE
}
