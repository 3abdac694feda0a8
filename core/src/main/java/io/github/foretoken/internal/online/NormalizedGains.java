package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** Kaczmarz's, that is of normalised LMS: {@code omega x / (|x|² + lambda)}. */
final class NormalizedGains extends SharedGains {
    private final int dimension;
    private final Relaxation relaxation;
    private final double ridge;
    private final double forgetting;
    private double[] coordinates = {};
    private long pairs;

    NormalizedGains(int dimension, Relaxation relaxation, double ridge, double forgetting) {
        this.dimension = dimension;
        this.relaxation = relaxation;
        this.ridge = ridge;
        this.forgetting = forgetting;
    }

    @Override
    String name() {
        return "delta rule";
    }

    @Override
    int dimension() {
        return dimension;
    }

    @Override
    double divisor(double squaredNorm) {
        return ridge + squaredNorm;
    }

    @Override
    double[] embed(double[] feature, int offset) {
        System.arraycopy(feature, offset, coordinates, 0, dimension);
        return coordinates;
    }

    @Override
    void reserve(int count, Renewals renewals) {
        if (coordinates.length == 0) {
            coordinates = new double[dimension];
        }
    }

    @Override
    public void gain(double[] feature, double[] gain) {
        double norm = ridge + OnlineRegression.squaredNorm(feature, 0, dimension);
        OnlineRegression.requireDivisor(norm);
        // A zero feature predicts zero and teaches nothing.
        double step = norm == 0 ? 0 : relaxation.step(pairs + 1) / norm;
        for (int i = 0; i < dimension; i++) {
            gain[i] = step * feature[i];
        }
    }

    @Override
    public void accept(double[] feature) {
        pairs++;
    }

    @Override
    double fading() {
        return forgetting;
    }

    @Override
    void require(StateInput in) {
        // One number.
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putLong(pairs);
    }

    @Override
    public void read(StateInput in) throws IOException {
        pairs = in.getSize("pairs");
    }

    @Override
    SharedGains copy(Renewals renewals) {
        NormalizedGains copy = new NormalizedGains(dimension, relaxation, ridge, forgetting);
        copy.coordinates = new double[coordinates.length];
        copy.pairs = pairs;
        return copy;
    }

    @Override
    void reset() {
        pairs = 0;
    }

    @Override
    long bytes() {
        return (long) coordinates.length * Double.BYTES;
    }
}
