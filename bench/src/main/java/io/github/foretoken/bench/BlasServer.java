package io.github.foretoken.bench;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * One float64 product at a time, on request, for {@code bench/blas-vs-numpy}: so that ours and NumPy's calls alternate and
 * meet the same state of the machine. Prints what runs; then answers each line of input with nanoseconds.
 */
final class BlasServer {
    private BlasServer() {}

    /** Argument: rows, columns and inner length of the product. */
    public static void main(String[] args) throws IOException {
        int n = Integer.parseInt(args[0]);
        Blas blas = BlasSelection.named("native");
        Block a = Block.of(Inputs.uniform(n * n, -1, 1, BenchmarkSettings.SEED), n, n);
        Block b = Block.of(Inputs.uniform(n * n, -1, 1, BenchmarkSettings.SEED + 1), n, n);
        Block c = Block.of(new double[n * n], n, n);
        System.out.println(blas.description());
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (requests.readLine() != null) {
            long start = System.nanoTime();
            blas.gemm(Transpose.NO, Transpose.NO, 1, a, b, 0, c);
            System.out.println(System.nanoTime() - start);
        }
    }
}
