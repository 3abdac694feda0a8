package io.github.foretoken.internal.simd;

import java.util.function.Consumer;

/** A float32 twin behind the float64 interface, so that one test serves both precisions: every array is rounded. */
class FloatAdapter implements Microkernels {
    private final FloatMicrokernels loops;

    FloatAdapter(FloatMicrokernels loops) {
        this.loops = loops;
    }

    static float[] narrow(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    static void modify(double[] x, Consumer<float[]> job) {
        float[] y = narrow(x);
        job.accept(y);
        for (int i = 0; i < x.length; i++) {
            x[i] = y[i];
        }
    }

    @Override
    public int lanes() {
        return loops.lanes();
    }

    @Override
    public int mostExponent() {
        return loops.mostExponent();
    }

    @Override
    public int rows() {
        return loops.rows();
    }

    @Override
    public int panelWidth() {
        return loops.panelWidth();
    }

    @Override
    public void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        modify(c, x -> loops.gemm(m, n, k, narrow(a), aOffset, aStride, aPanel, narrow(b), bOffset, bStride, bPanel, x,
                cOffset, cStride));
    }

    @Override
    public void affine(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c,
            int cOffset, int cStride) {
        modify(c, x -> loops.affine(m, n, k, narrow(a), aOffset, aStride, aPanel, narrow(b), bOffset, bStride, bPanel,
                narrow(rowBias), rowOffset, narrow(columnBias), columnOffset, x, cOffset, cStride));
    }

    @Override
    public void exp2(double[] x, int offset, int length) {
        modify(x, y -> loops.exp2(y, offset, length));
    }

    @Override
    public void exp2Columns(int rows, int columns, double[] x, int offset, int stride, double[] shift, int shiftOffset,
            double[] sums, int sumOffset) {
        modify(sums, s -> modify(x,
                y -> loops.exp2Columns(rows, columns, y, offset, stride, narrow(shift), shiftOffset, s, sumOffset)));
    }

    @Override
    public void columnMaxima(int rows, int columns, double[] x, int offset, int stride, double[] maxima,
            int maximaOffset) {
        modify(maxima, m -> loops.columnMaxima(rows, columns, narrow(x), offset, stride, m, maximaOffset));
    }

    @Override
    public void columnSums(int rows, int columns, double[] x, int offset, int stride, double[] sums, int sumOffset) {
        modify(sums, s -> loops.columnSums(rows, columns, narrow(x), offset, stride, s, sumOffset));
    }

    @Override
    public void rowProduct(boolean add, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        modify(c, x -> loops.rowProduct(add, m, n, k, narrow(a), aOffset, aStride, narrow(b), bOffset, bStride, bPanel,
                x, cOffset, cStride));
    }

    @Override
    public void scaleColumns(int rows, int columns, double[] x, int offset, int stride, double[] factors,
            int factorOffset) {
        modify(x, y -> loops.scaleColumns(rows, columns, y, offset, stride, narrow(factors), factorOffset));
    }

    @Override
    public void columnProducts(int rows, int columns, double[] x, double[] y, int offset, int stride, double[] sums,
            int sumOffset) {
        modify(sums, s -> loops.columnProducts(rows, columns, narrow(x), narrow(y), offset, stride, s, sumOffset));
    }

    @Override
    public void softmaxGradient(double factor, int rows, int columns, double[] x, double[] y, int offset, int stride,
            double[] sums, int sumOffset) {
        modify(y, z -> loops.softmaxGradient((float) factor, rows, columns, narrow(x), z, offset, stride, narrow(sums),
                sumOffset));
    }
}
