package example;

import java.util.stream.IntStream;

/** Causal softmax attention in ten lines: scores of keys 1..t, less the greatest one, exponentials over their sum. */
final class MyAttention {
    private MyAttention() {}

    static double[][] apply(double[][] q, double[][] k, double[][] v) {
        return IntStream.range(0, q.length).mapToObj(t -> {
            double[] s = IntStream.rangeClosed(0, t).mapToDouble(i -> dot(q[t], k[i]) / Math.sqrt(q[t].length)).toArray();
            double greatest = IntStream.rangeClosed(0, t).mapToDouble(i -> s[i]).max().orElseThrow();
            double[] e = IntStream.rangeClosed(0, t).mapToDouble(i -> Math.exp(s[i] - greatest)).toArray();
            double sum = IntStream.rangeClosed(0, t).mapToDouble(i -> e[i]).sum();
            return IntStream.range(0, v[0].length)
                    .mapToDouble(c -> IntStream.rangeClosed(0, t).mapToDouble(i -> e[i] / sum * v[i][c]).sum())
                    .toArray();
        }).toArray(double[][]::new);
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }
}
