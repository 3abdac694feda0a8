package io.github.foretoken.internal.simd;

/** Loops over a tile or so of numbers, of the sizes that are in use. Generated twin in float32. */
final class WarmUpLoops {
    private static final int DEPTH = 16;
    private static final int SIDE = WarmUpShapes.SIDE;
    private static final int ROWS = 48;

    private final Microkernels loops;
    private final double[] x = new double[DEPTH * SIDE];
    private final double[] y = new double[DEPTH * SIDE];
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

    void products(WarmUpShapes shapes) {
        for (int i = 0; i < shapes.count(); i++) {
            loops.gemm(shapes.rows(i), shapes.columns(i), DEPTH, x, 0, SIDE, y, 0, SIDE, result, 0, SIDE);
        }
    }

    void affine(WarmUpShapes shapes) {
        for (int i = 0; i < shapes.count(); i++) {
            loops.affine(shapes.rows(i), shapes.columns(i), DEPTH, x, 0, SIDE, loops.rows(), y, 0, SIDE,
                    loops.panelWidth(), row, 0, row, 0, result, 0, SIDE);
        }
    }

    void rowProducts(WarmUpShapes shapes) {
        for (int i = 0; i < shapes.count(); i++) {
            int strips = Microkernels.STRIP * Math.max(1, shapes.rows(i) / Microkernels.STRIP);
            int columns = loops.lanes() * Math.max(1, shapes.columns(i) / loops.lanes());
            loops.rowProduct(true, strips, columns, DEPTH, x, 0, DEPTH, y, 0, SIDE, loops.panelWidth(), result, 0,
                    SIDE);
            loops.rowProduct(false, strips, columns, DEPTH, x, 0, DEPTH, y, 0, SIDE, loops.panelWidth(), result, 0,
                    SIDE);
        }
    }

    void powers() {
        System.arraycopy(y, 0, result, 0, y.length);
        loops.exp2(result, 0, y.length - 1);
    }

    void columns() {
        System.arraycopy(y, 0, result, 0, y.length);
        loops.columnMaxima(ROWS, ROWS, result, 0, ROWS, sums, 0);
        loops.exp2Columns(ROWS, ROWS, result, 0, ROWS, row, 0, sums, 0);
        loops.columnSums(ROWS, ROWS, result, 0, ROWS, sums, 0);
        loops.scaleColumns(ROWS, ROWS, result, 0, ROWS, row, 0);
        loops.columnProducts(ROWS, ROWS, x, y, 0, ROWS, sums, 0);
        loops.softmaxGradient(1, ROWS, ROWS, x, result, 0, ROWS, row, 0);
    }
}
