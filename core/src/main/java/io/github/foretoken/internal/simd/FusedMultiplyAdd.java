package io.github.foretoken.internal.simd;

/**
 * Whether {@link Math#fma} is an instruction. Where it is not, Java computes it with BigDecimal: beside a square root it takes
 * 600 to 1,200 times as long, and as long where it is, interpreted or compiled. Three decades lie between, and the least of
 * several times is compared, so that the answer does not depend on what else the machine does. The virtual machine's own flag
 * is not asked because the module that tells takes 50 ms to load.
 */
final class FusedMultiplyAdd {
    private static final int TRIES = 5;
    private static final int CALLS = 10;
    private static final int FACTOR = 30;
    /** Keeps what is timed from being left out. */
    @SuppressWarnings("UnusedVariable")
    private static double sink;

    private FusedMultiplyAdd() {}

    static boolean inHardware() {
        long fused = Long.MAX_VALUE;
        long root = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            fused = Math.min(fused, fused());
            root = Math.min(root, root());
        }
        // The clock's steps, on some systems 100 ns, must not pass for a time.
        return fused < FACTOR * Math.max(root, 100);
    }

    private static long fused() {
        long start = System.nanoTime();
        double x = 0.3;
        for (int i = 0; i < CALLS; i++) {
            x = Math.fma(x, 0.999, 1e-3);
        }
        sink += x;
        return System.nanoTime() - start;
    }

    private static long root() {
        long start = System.nanoTime();
        double x = 0.3;
        for (int i = 0; i < CALLS; i++) {
            x = Math.sqrt(x + 1);
        }
        sink += x;
        return System.nanoTime() - start;
    }
}
