package io.github.foretoken.attention;

import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.internal.threads.IndependentJobs;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The same work on several independent sequences. */
final class Batch {
    private Batch() {}

    /** As many results, in order, whatever the number of threads; what a sequence throws is thrown here. */
    static List<Matrix> map(List<Matrix> sequences, Parallelism parallelism, UnaryOperator<Matrix> work) {
        List<Matrix> input = List.copyOf(Objects.requireNonNull(sequences, "sequences"));
        long pairs = 0;
        for (Matrix sequence : input) {
            pairs += sequence.rows() * (sequence.rows() + 1L) / 2;
        }
        Matrix[] output = new Matrix[input.size()];
        IndependentJobs.run(output.length, parallelism.forPairs(pairs), i -> output[i] = work.apply(input.get(i)));
        return List.of(output);
    }
}
