package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import java.io.IOException;

/** Gains of a {@link LinearHorizons}, and the coordinates in which it is linear: those of features unless said otherwise. */
abstract class SharedGains implements Gains {
    private static final double[] NOTHING = {};

    /** Without targets of its own. */
    final TriangularLeastSquares fit;
    private final Renewals renewals;

    /** @param renewals filled with what is put back of the ridge */
    SharedGains(TriangularLeastSquares fit, Renewals renewals) {
        this.fit = fit;
        this.renewals = renewals;
    }

    @Override
    public final void gain(double[] feature, double[] gain) {
        fit.gain(feature, 0, gain);
    }

    @Override
    public final void accept(double[] feature) {
        fit.learn(feature, 0, NOTHING, 0, renewals);
    }

    /** As saved files have it. */
    abstract String name();

    /** p, the number of coordinates so far. */
    abstract int dimension();

    /** See {@link OnlineRegression#divisor}. */
    abstract double divisor(double squaredNorm);

    /** Coordinates of a feature, valid until the next call. */
    abstract double[] embed(double[] feature, int offset);

    /** How many coordinates there will be when a feature has been learned. */
    int dimensionWith(double[] feature, int offset) {
        return dimension();
    }

    /** Takes all memory that a feature needs, which makes that many coordinates; only this can fail for want of it. */
    abstract void reserve(int coordinates, Renewals renewals);

    /** Makes the coordinates as many as said. */
    void grow(double[] feature, int offset) {
        // As many as before.
    }

    double condition() {
        return 1;
    }

    /** What is in the file before memory is taken. */
    abstract void require(StateInput in) throws IOException;

    abstract SharedGains copy(Renewals renewals);

    abstract void reset();

    abstract long bytes();
}
