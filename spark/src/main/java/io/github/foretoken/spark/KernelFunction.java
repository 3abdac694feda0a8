package io.github.foretoken.spark;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;

/**
 * From a sequence x_1, ..., x_T to one row for each token, or as many as it has: null for sequences that cannot be used. One
 * thread each: Spark has its own.
 */
final class KernelFunction implements UDF1<Object, Object>, UDF2<Object, String, Object> {
    private static final long serialVersionUID = 1;

    /** What is computed. */
    enum Result {
        /** û: row t estimates token t + 1. */
        PREDICTION,
        /** u*: row t is what causal descent tends to at t. */
        LIMIT,
        /** mu: the dual coefficients, T - 1 rows. */
        COEFFICIENTS,
        /** Softmax attention with q = k = v = x. */
        ATTENTION;

        Matrix of(Kernel kernel, Matrix x) {
            ForwardSubstitution substitution = ForwardSubstitution.of(kernel).withParallelism(Parallelism.sequential());
            return switch (this) {
                case PREDICTION -> substitution.predict(x);
                case LIMIT -> substitution.limit(x);
                case COEFFICIENTS -> substitution.solve(x.rows(0, x.rows() - 1), x.rows(1, x.rows()));
                case ATTENTION -> CausalAttention.softmax().withParallelism(Parallelism.sequential()).apply(x, x, x);
            };
        }
    }

    private final Result result;
    private final String kernel;
    private final boolean several;
    private final TaskReport report;

    /**
     * @param kernel as {@link Kernel#parse} reads it, for the function of one argument
     * @param several whether tokens are arrays
     */
    KernelFunction(Result result, String kernel, boolean several, TaskReport report) {
        Kernel.parse(kernel);
        this.result = result;
        this.kernel = kernel;
        this.several = several;
        this.report = report;
    }

    @Override
    public Object call(Object values) {
        return call(values, kernel);
    }

    @Override
    public Object call(Object values, String with) {
        report.task();
        Kernel wanted = Kernel.parse(with);
        try {
            double[][] tokens = Tokens.of(values, several);
            if (result == Result.COEFFICIENTS && tokens.length < 2) {
                throw new BadSequenceException("one token has no coefficients");
            }
            Matrix rows = result.of(wanted, Matrix.copyOf(tokens));
            double[][] copies = new double[rows.rows()][];
            Arrays.setAll(copies, rows::row);
            return Tokens.column(copies, several);
        } catch (BadSequenceException | ArithmeticException e) {
            return null;
        }
    }

    /** {@code foretoken_prediction} and so on. */
    static String name(Result result) {
        return "foretoken_" + result.name().toLowerCase(Locale.ROOT);
    }
}
