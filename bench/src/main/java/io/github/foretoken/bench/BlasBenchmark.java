package io.github.foretoken.bench;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Backend;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** From which size on which backend is the fastest? Square products and solves, one thread. */
public class BlasBenchmark extends BenchmarkSettings {
    @Param({"java", "netlib", "native"})
    String backend;

    @Param({"8", "16", "32", "64", "128", "256", "512", "1024"})
    int size;

    private Blas blas;
    private double[] a;
    private double[] b;
    private double[] c;

    /** The backends that run on this machine. */
    static String[] available() {
        return Stream.of(Backend.values())
                .map(backend -> backend.name().toLowerCase(Locale.ROOT))
                .filter(BlasBenchmark::runs)
                .toArray(String[]::new);
    }

    private static boolean runs(String backend) {
        try {
            BlasSelection.named(backend);
            return true;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }

    /** Inputs, and the check of a product and a solve. */
    @Setup(Level.Trial)
    public void setUp() {
        blas = BlasSelection.named(backend);
        a = Inputs.uniform(size * size, -1, 1, SEED);
        b = Inputs.uniform(size * size, -1, 1, SEED + 1);
        c = new double[size * size];
        product();
        check("product", a, b, c, size);
        // A unit triangle with a small lower part is well-conditioned; the product of it and the solution is what was.
        for (int i = 0; i < a.length; i++) {
            a[i] = i % (size + 1) == 0 ? 1 : a[i] / size;
        }
        System.arraycopy(b, 0, c, 0, c.length);
        solve();
        double[] triangle = a.clone();
        for (int i = 0; i < size; i++) {
            Arrays.fill(triangle, i * size + i + 1, (i + 1) * size, 0);
        }
        check("solve", triangle, c, b, size);
        // From here on the identity: a solution replaces its right-hand side, and must neither grow nor vanish.
        Arrays.setAll(a, i -> i % (size + 1) == 0 ? 1 : 0);
        Arrays.fill(c, 1);
    }

    /** C v against A (B v) for a vector v of ones. */
    private void check(String what, double[] left, double[] right, double[] result, int n) {
        double worst = 0;
        double[] rightSums = new double[n];
        for (int p = 0; p < n; p++) {
            for (int j = 0; j < n; j++) {
                rightSums[p] += right[p * n + j];
            }
        }
        for (int i = 0; i < n; i++) {
            double expected = 0;
            double sum = 0;
            for (int p = 0; p < n; p++) {
                expected += left[i * n + p] * rightSums[p];
                sum += result[i * n + p];
            }
            worst = Math.max(worst, Math.abs(expected - sum));
        }
        // Each of n sums of n products of about 1 is off by at most n + 2 roundoffs of n; adding them doubles that.
        Agreement.requireWithin(backend + " " + what, worst, 4.0 * n * n * (n + 2) * Agreement.ROUNDOFF);
    }

    private Block square(double[] x) {
        return Block.of(x, size, size);
    }

    /** C = A B. */
    @Benchmark
    public Object product() {
        blas.gemm(Transpose.NO, Transpose.NO, 1, square(a), square(b), 0, square(c));
        return c;
    }

    /** C = A^-1 C, A lower triangular. */
    @Benchmark
    public Object solve() {
        blas.trsm(Transpose.NO, Diagonal.NON_UNIT, square(a), square(c));
        return c;
    }
}
