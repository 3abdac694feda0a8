package io.github.foretoken.papers.ical.windows;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * How well one linear map explains a window of tokens s_1..s_n: A is the least (in the Frobenius norm) of all matrices that
 * minimise {@code sum |A s_t - s_{t+1}|²}, and the fit is judged by rolling A out from s_1. Everything follows from the tokens'
 * inner products: A s = Y G⁺ X's, with inputs X = (s_1..s_{n-1}), outputs Y = (s_2..s_n) and G = X'X.
 *
 * <p>Source: Sander et al., arXiv 2402.05787, figure 4.
 */
public final class WindowFit {
    /** Eigenvalues of G below this part of the greatest are rounding errors of zero. */
    private static final double RANK = 1e-10;

    private WindowFit() {}

    /**
     * The sum over the window's tokens of |roll-out - token|²; 0 for the first.
     *
     * @param products n x n, the inner products of s_1..s_n; not modified
     */
    public static double squaredError(double[][] products) {
        int pairs = products.length - 1;
        if (pairs < 1) {
            throw new IllegalArgumentException("a window needs two tokens at least, not " + products.length);
        }
        RealMatrix inverse =
                pseudoInverse(MatrixUtils.createRealMatrix(products).getSubMatrix(0, pairs - 1, 0, pairs - 1));
        // X's for the estimate s: at first that of s_1, then X'Y w.
        double[] against = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            against[i] = products[i][0];
        }
        double error = 0;
        for (int t = 1; t <= pairs; t++) {
            double[] w = inverse.operate(against);
            double squares = products[t][t];
            double[] next = new double[pairs];
            for (int j = 0; j < pairs; j++) {
                squares -= 2 * w[j] * products[j + 1][t];
                for (int i = 0; i < pairs; i++) {
                    squares += w[i] * w[j] * products[i + 1][j + 1];
                    next[i] += products[i][j + 1] * w[j];
                }
            }
            error += Math.max(0, squares);
            against = next;
        }
        return error;
    }

    private static RealMatrix pseudoInverse(RealMatrix gram) {
        EigenDecompositionSymmetric decomposition = new EigenDecompositionSymmetric(gram);
        double[] eigenvalues = decomposition.getEigenvalues();
        double greatest = 0;
        for (double eigenvalue : eigenvalues) {
            greatest = Math.max(greatest, eigenvalue);
        }
        for (int i = 0; i < eigenvalues.length; i++) {
            eigenvalues[i] = eigenvalues[i] > RANK * greatest ? 1 / eigenvalues[i] : 0;
        }
        return decomposition.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(eigenvalues))
                .multiply(decomposition.getVT());
    }
}
