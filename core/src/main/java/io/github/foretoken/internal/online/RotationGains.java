package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** Those of {@link RecursiveLeastSquares}. */
final class RotationGains extends SharedGains {
    private final int dimension;
    private double[] coordinates = {};

    /** @param renewals filled with what is put back of the ridge */
    RotationGains(int dimension, double ridge, double forgetting, Renewals renewals) {
        this(dimension, new TriangularLeastSquares(dimension, 0, ridge, forgetting, RidgeRule.FADING), renewals);
    }

    private RotationGains(int dimension, TriangularLeastSquares fit, Renewals renewals) {
        super(fit, renewals);
        this.dimension = dimension;
    }

    @Override
    String name() {
        return "least squares";
    }

    @Override
    int dimension() {
        return dimension;
    }

    /** Rotations divide by no square. */
    @Override
    double divisor(double squaredNorm) {
        return 1;
    }

    @Override
    double[] embed(double[] feature, int offset) {
        System.arraycopy(feature, offset, coordinates, 0, dimension);
        return coordinates;
    }

    @Override
    void reserve(int count, Renewals room) {
        if (coordinates.length == 0) {
            fit.reserve(dimension);
            coordinates = new double[dimension];
            fit.grow(dimension);
        }
        room.reserve(fit.mostRenewals(), dimension);
    }

    @Override
    double condition() {
        return fit.condition();
    }

    @Override
    void require(StateInput in) throws IOException {
        in.require(dimension, dimension + 1L, "least squares");
    }

    @Override
    public void write(StateOutput out) throws IOException {
        fit.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        fit.clear();
        fit.read(in, dimension);
    }

    @Override
    SharedGains copy(Renewals others) {
        RotationGains copy = new RotationGains(dimension, fit.copy(), others);
        copy.coordinates = new double[coordinates.length];
        return copy;
    }

    @Override
    void reset() {
        if (coordinates.length > 0) {
            fit.clear();
            fit.grow(dimension);
        }
    }

    @Override
    long bytes() {
        return fit.bytes() + (long) coordinates.length * Double.BYTES;
    }
}
