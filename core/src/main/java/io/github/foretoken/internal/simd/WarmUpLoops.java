package io.github.foretoken.internal.simd;

/** Loops over a tile or so of numbers, of every width for which there are loops of their own. Generated twin in float32. */
final class WarmUpLoops {
    private static final int SIDE = 48;

    private final Microkernels loops;
    private final double[] x = new double[SIDE * SIDE];
    private final double[] y = new double[SIDE * SIDE];
    private final double[] result = new double[SIDE * SIDE];
    private final double[] row = new double[SIDE];
    private final double[] sums = new double[SIDE];

    WarmUpLoops(Microkernels loops) {
        this.loops = loops;
        for (int i = 0; i < x.length; i++) {
            int part = i % 7;
            x[i] = part;
            y[i] = part - 3;
        }
    }

    void products() {
        for (int n = SIDE; n > 0; n = n > 24 ? 24 : n > 16 ? 16 : n > 8 ? 8 : n - 5) {
            for (int m = SIDE; m > 0; m = m > 8 ? m - 20 : m - 6) {
                loops.affine(m, n, 16, x, 0, SIDE, loops.rows(), y, 0, SIDE, loops.panelWidth(), row, 0, row, 0, result,
                        0, SIDE);
                loops.gemm(m, n, SIDE, x, 0, SIDE, y, 0, SIDE, result, 0, SIDE);
            }
        }
    }

    void rowProducts() {
        for (int n = SIDE; n > 0; n = n > 16 ? n - 16 : n - 8) {
            loops.rowProduct(true, SIDE, n, 16, x, 0, SIDE, y, 0, SIDE, loops.panelWidth(), result, 0, SIDE);
            loops.rowProduct(false, SIDE, n, SIDE, x, 0, SIDE, y, 0, SIDE, loops.panelWidth(), result, 0, SIDE);
        }
    }

    void powers() {
        System.arraycopy(y, 0, result, 0, result.length);
        loops.exp2(result, 0, result.length - 1);
    }

    void columns() {
        System.arraycopy(y, 0, result, 0, result.length);
        loops.columnMaxima(SIDE, SIDE, result, 0, SIDE, sums, 0);
        loops.exp2Columns(SIDE, SIDE, result, 0, SIDE, row, 0, sums, 0);
        loops.columnSums(SIDE, SIDE, result, 0, SIDE, sums, 0);
        loops.scaleColumns(SIDE, SIDE, result, 0, SIDE, row, 0);
        loops.columnProducts(SIDE, SIDE, x, y, 0, SIDE, sums, 0);
        loops.softmaxGradient(1, SIDE, SIDE, x, result, 0, SIDE, row, 0);
    }
}
