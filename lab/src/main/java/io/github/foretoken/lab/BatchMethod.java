package io.github.foretoken.lab;

import io.github.foretoken.CausalDescent;
import io.github.foretoken.Matrix;
import io.github.foretoken.lab.method.KernelChoice;

/**
 * The paper's methods, computed for all rows at once: the Kaczmarz prediction without further options, and descent.
 *
 * @param kernel which
 * @param reach P
 * @param descent its options, or null for the Kaczmarz prediction
 * @param streams where warnings go
 */
record BatchMethod(KernelChoice kernel, int reach, DescentOptions descent, Streams streams) implements SeriesMethod {
    @Override
    public int horizon() {
        return 1;
    }

    @Override
    public Matrix predict(Matrix series, int[] breaks) {
        if (breaks.length > 0) {
            throw new IllegalArgumentException(
                    "rows are missing, which only a method that takes rows one by one can pass over");
        }
        Prediction prediction = new Prediction(kernel.kernel(), series, reach);
        if (descent == null) {
            return prediction.kaczmarz();
        }
        CausalDescent iteration = descent.descent(kernel.kernel());
        if (descent.idle() != null) {
            streams.err().println("note: " + descent.idle() + " does not change the limit; add --layers N");
        }
        String complaint = descent.layers().limit() ? null : prediction.complaint(iteration);
        if (complaint != null) {
            streams.err().println("warning: " + descent.step() + " " + complaint);
        }
        return prediction.descent(iteration, descent.layers());
    }

    @Override
    public String describe() {
        return "kernel " + kernel.text() + ", method "
                + (descent == null ? "kaczmarz" : "descent (" + descent.describe() + ")");
    }
}
