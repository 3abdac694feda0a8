package io.github.foretoken.papers.ical.positions;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * {@link PositionalTraining} after tau updates, in closed form. The minimiser is all weight on the newest key, e_0; with the
 * eigenvectors q of G, eigenvalues g and gamma = 2 rate / rows, a row is the sum of {@code (1 - (1 - gamma g)^tau) <q, e_0> q}
 * and its error the sum of {@code g <q, e_0>² (1 - gamma g)^{2 tau}}: early stopping leaves what lies along small eigenvalues
 * unlearnt.
 */
public final class PositionalSolution {
    private final double[][] eigenvalues;
    /** For each row and eigenvector, its first element. */
    private final double[][] newest;
    private final RealMatrix[] eigenvectors;

    /**
     * One eigendecomposition a row.
     *
     * @param moments T numbers of {@link PhaseMoments}, T at least 2; not modified
     */
    public PositionalSolution(double[] moments) {
        int rows = moments.length - 1;
        eigenvalues = new double[rows][];
        newest = new double[rows][];
        eigenvectors = new RealMatrix[rows];
        for (int t = 0; t < rows; t++) {
            RealMatrix gram = MatrixUtils.createRealMatrix(t + 2, t + 2);
            for (int i = 0; i < t + 2; i++) {
                for (int j = 0; j < t + 2; j++) {
                    gram.setEntry(i, j, moments[Math.abs(i - j)]);
                }
            }
            EigenDecompositionSymmetric decomposition = new EigenDecompositionSymmetric(gram);
            eigenvalues[t] = decomposition.getEigenvalues();
            eigenvectors[t] = decomposition.getV();
            newest[t] = eigenvectors[t].getRow(0);
        }
    }

    private double kept(int t, int i) {
        return 1 - 2 * PositionalTraining.RATE / eigenvalues.length * eigenvalues[t][i];
    }

    /** The mean over rows of the expected squared error after a number of updates. */
    public double loss(int updates) {
        double loss = 0;
        for (int t = 0; t < eigenvalues.length; t++) {
            for (int i = 0; i < eigenvalues[t].length; i++) {
                loss += eigenvalues[t][i] * newest[t][i] * newest[t][i] * Math.pow(kept(t, i), 2.0 * updates)
                        / eigenvalues.length;
            }
        }
        return loss;
    }

    /** How many updates {@link PositionalTraining#train} makes. */
    public int updates() {
        // The loss falls from one update to the next.
        int low = 0;
        int high = PositionalTraining.MOST_UPDATES;
        while (low < high) {
            int middle = (low + high) / 2;
            if (loss(middle) < PositionalTraining.ENOUGH) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low + 1;
    }

    /** The weights after a number of updates, in the shape of {@link PositionalTraining#weights}. */
    public Matrix weights(int updates) {
        double[][] byAge = new double[eigenvalues.length][];
        for (int t = 0; t < byAge.length; t++) {
            double[] learnt = new double[t + 2];
            for (int i = 0; i < learnt.length; i++) {
                learnt[i] = (1 - Math.pow(kept(t, i), updates)) * newest[t][i];
            }
            byAge[t] = eigenvectors[t].operate(learnt);
        }
        return PositionalTraining.byKey(byAge);
    }

    /** Eigenvalues of the last row's G, greatest first. */
    public double[] eigenvalues() {
        double[] ascending = eigenvalues[eigenvalues.length - 1].clone();
        Arrays.sort(ascending);
        return IntStream.range(0, ascending.length).mapToDouble(i -> ascending[ascending.length - 1 - i]).toArray();
    }
}
