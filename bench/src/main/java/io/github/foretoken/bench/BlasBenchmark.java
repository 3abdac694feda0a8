package io.github.foretoken.bench;

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

    @Param({"float64", "float32"})
    String precision;

    @Param({"8", "16", "32", "64", "128", "256", "512", "1024"})
    int size;

    private Blas blas;
    private double[] a;
    private double[] b;
    private double[] c;
    private float[] floatA;
    private float[] floatB;
    private float[] floatC;
    private boolean single;

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
        single = precision.equals("float32");
        a = Inputs.uniform(size * size, -1, 1, SEED);
        b = Inputs.uniform(size * size, -1, 1, SEED + 1);
        c = new double[size * size];
        fillFloats();
        product();
        double[] left = single ? doubles(floatA) : a;
        double[] right = single ? doubles(floatB) : b;
        check("product", left, right, single ? doubles(floatC) : c, size);
        // A unit triangle with a small lower part is well-conditioned; the product of it and the solution is what was.
        for (int i = 0; i < a.length; i++) {
            a[i] = i % (size + 1) == 0 ? 1 : a[i] / size;
        }
        System.arraycopy(b, 0, c, 0, c.length);
        fillFloats();
        solve();
        double[] triangle = single ? doubles(floatA) : a.clone();
        for (int i = 0; i < size; i++) {
            Arrays.fill(triangle, i * size + i + 1, (i + 1) * size, 0);
        }
        check("solve", triangle, single ? doubles(floatC) : c, single ? doubles(floatB) : b, size);
        // From here on the identity: a solution replaces its right-hand side, and must neither grow nor vanish.
        Arrays.setAll(a, i -> i % (size + 1) == 0 ? 1 : 0);
        Arrays.fill(c, 1);
        fillFloats();
    }

    private void fillFloats() {
        floatA = floats(a);
        floatB = floats(b);
        floatC = floats(c);
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
        double roundoff = single ? 0x1p-24 : Agreement.ROUNDOFF;
        Agreement.requireWithin(backend + " " + precision + " " + what, worst, 4.0 * n * n * (n + 2) * roundoff);
    }

    private static float[] floats(double[] x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (float) x[i];
        }
        return result;
    }

    private static double[] doubles(float[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i];
        }
        return result;
    }

    /** C = A B. */
    @Benchmark
    public Object product() {
        if (single) {
            blas.gemm(Transpose.NO, Transpose.NO, size, size, size, 1f, floatA, 0, size, floatB, 0, size, 0f, floatC, 0,
                    size);
            return floatC;
        }
        blas.gemm(Transpose.NO, Transpose.NO, size, size, size, 1, a, 0, size, b, 0, size, 0, c, 0, size);
        return c;
    }

    /** C = A^-1 C, A lower triangular. */
    @Benchmark
    public Object solve() {
        if (single) {
            blas.trsm(Transpose.NO, Diagonal.NON_UNIT, size, size, floatA, 0, size, floatC, 0, size);
            return floatC;
        }
        blas.trsm(Transpose.NO, Diagonal.NON_UNIT, size, size, a, 0, size, c, 0, size);
        return c;
    }
}
