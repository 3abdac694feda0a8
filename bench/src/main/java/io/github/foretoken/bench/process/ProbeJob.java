package io.github.foretoken.bench.process;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.bench.BenchmarkSettings;
import io.github.foretoken.bench.Inputs;
import io.github.foretoken.descent.BatchSubstitution;
import io.github.foretoken.descent.CausalDescent;

/** What a probe calls, by a text: a name and whole numbers, {@code limit:4096:16}. On one thread unless it says otherwise. */
final class ProbeJob {
    /** Of the many. */
    private static final int TOKENS = 64;
    private static final int DIMENSION = 8;
    /** Sequences at a time of the many: 41 MB. */
    private static final int CHUNK = 10_000;

    private final Runnable call;
    private Object result;

    private ProbeJob(String text) {
        String[] words = text.split(":", -1);
        int[] n = new int[words.length];
        for (int i = 1; i < n.length; i++) {
            n[i] = Integer.parseInt(words[i]);
        }
        call = switch (words[0]) {
            case "limit" -> limit(n[1], n[2]);
            case "attention" -> attention(n[1], n[2]);
            case "attention32" -> attention32(n[1], n[2]);
            case "batch" -> batch(n[1], n[2], n[3]);
            case "many" -> many(n[1], n[2]);
            default -> throw new IllegalArgumentException("no job '" + text + "'");
        };
    }

    /**
     * With inputs made, and nothing computed.
     *
     * @param text {@code limit:T:D}, {@code attention:T:D}, {@code attention32:T:D}, {@code batch:N:T:D} or
     *     {@code many:N:THREADS}, N sequences of 64 x 8, N a multiple of 10,000 or less than that
     */
    static ProbeJob of(String text) {
        return new ProbeJob(text);
    }

    private Runnable limit(int tokens, int d) {
        Matrix x = input(tokens, d, 0);
        CausalDescent descent = CausalDescent.of(Kernel.exponential()).withParallelism(Parallelism.sequential());
        return () -> result = descent.limit(x);
    }

    private Runnable attention(int tokens, int d) {
        Matrix q = input(tokens, d, 0);
        Matrix k = input(tokens, d, 1);
        Matrix v = input(tokens, d, 2);
        CausalAttention attention = CausalAttention.softmax().withScale(1).withParallelism(Parallelism.sequential());
        return () -> result = attention.apply(q, k, v);
    }

    private Runnable attention32(int tokens, int d) {
        FloatMatrix q = single(input(tokens, d, 0));
        FloatMatrix k = single(input(tokens, d, 1));
        FloatMatrix v = single(input(tokens, d, 2));
        FloatCausalAttention attention =
                FloatCausalAttention.softmax().withScale(1).withParallelism(Parallelism.sequential());
        return () -> result = attention.apply(q, k, v);
    }

    private Runnable batch(int count, int tokens, int d) {
        PackedSequences x = PackedSequences.of(input(count * tokens, d, 0).toArray(), tokens, d);
        BatchSubstitution batch = BatchSubstitution.of(Kernel.exponential()).withParallelism(Parallelism.sequential());
        return () -> result = batch.limit(x);
    }

    /** A service's way: chunk after chunk into one array. */
    private Runnable many(int count, int threads) {
        int chunk = Math.min(count, CHUNK);
        PackedSequences x = PackedSequences.of(input(chunk * TOKENS, DIMENSION, 0).toArray(), TOKENS, DIMENSION);
        BatchSubstitution batch = BatchSubstitution.of(Kernel.gaussian(1)).withParallelism(Parallelism.of(threads));
        double[] estimates = new double[x.tokens().length];
        return () -> {
            for (int done = 0; done < count; done += chunk) {
                batch.predict(x, estimates);
            }
            result = estimates;
        };
    }

    private static Matrix input(int tokens, int d, int which) {
        return Inputs.unitTokens(tokens, d, BenchmarkSettings.SEED + which);
    }

    private static FloatMatrix single(Matrix matrix) {
        double[] elements = matrix.toArray();
        float[] floats = new float[elements.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) elements[i];
        }
        return FloatMatrix.of(floats, matrix.rows(), matrix.cols());
    }

    /** Seconds of one call. */
    double call() {
        long start = System.nanoTime();
        call.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (result == null) {
            throw new IllegalStateException("no result");
        }
        return seconds;
    }
}
