package io.github.foretoken.papers.ode;

import io.github.foretoken.Matrix;
import java.util.function.UnaryOperator;
import org.hipparchus.ode.OrdinaryDifferentialEquation;

/** A field of matrices as an equation of their elements, row by row. */
final class FieldEquation implements OrdinaryDifferentialEquation {
    private final UnaryOperator<Matrix> field;
    private final int rows;
    private final int cols;

    FieldEquation(UnaryOperator<Matrix> field, Matrix like) {
        this.field = field;
        this.rows = like.rows();
        this.cols = like.cols();
    }

    @Override
    public int getDimension() {
        return rows * cols;
    }

    @Override
    public double[] computeDerivatives(double depth, double[] state) {
        Matrix derivative = field.apply(Matrix.of(state, rows, cols));
        if (derivative.rows() != rows || derivative.cols() != cols) {
            throw new IllegalArgumentException(
                    "the field of a " + rows + " x " + cols + " matrix must have its shape, not " + derivative.shape());
        }
        return derivative.toArray();
    }
}
