package io.github.foretoken.papers.figure;

import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Spectral radii that theory says the errors decay with, by a library of its own. */
final class Spectra {
    private Spectra() {}

    /** rho(W(I - x_1 x_1^T)). */
    static double linearRate(RotationSequence sequence) {
        return linearRate(sequence.rotation(), sequence.tokens(1).row(0));
    }

    /** The same of a matrix W and a unit vector. */
    static double linearRate(Matrix rotation, double[] first) {
        RealMatrix w = dense(rotation);
        RealVector x = MatrixUtils.createRealVector(first);
        return radius(w.multiply(MatrixUtils.createRealIdentityMatrix(first.length).subtract(x.outerProduct(x))));
    }

    /** rho(I - tril(K)^-1 K), K_ij = exp(<x_i, x_j>), of the tokens of one period. */
    static double periodicRate(Matrix period) {
        int p = period.rows();
        RealMatrix x = dense(period);
        RealMatrix k = x.multiplyTransposed(x);
        RealMatrix lower = MatrixUtils.createRealMatrix(p, p);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                k.setEntry(i, j, Math.exp(k.getEntry(i, j)));
                lower.setEntry(i, j, j <= i ? k.getEntry(i, j) : 0);
            }
        }
        RealMatrix step = new LUDecomposition(lower).getSolver().solve(k);
        return radius(MatrixUtils.createRealIdentityMatrix(p).subtract(step));
    }

    private static RealMatrix dense(Matrix matrix) {
        RealMatrix dense = MatrixUtils.createRealMatrix(matrix.rows(), matrix.cols());
        for (int i = 0; i < matrix.rows(); i++) {
            dense.setRow(i, matrix.row(i));
        }
        return dense;
    }

    private static double radius(RealMatrix matrix) {
        double radius = 0;
        for (Complex eigenvalue : new EigenDecompositionNonSymmetric(matrix).getEigenvalues()) {
            radius = Math.max(radius, eigenvalue.norm());
        }
        return radius;
    }
}
