package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/** Estimates 0 and learns nothing: what is predicted by the newest token, or by the mean, alone. */
public final class NoRegression implements OnlineRegression {
    /** What it has learned so far is what it will ever have. */
    public NoRegression() {}

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        Arrays.fill(estimate, 0);
    }

    @Override
    public double divisor(double squaredNorm) {
        return 1;
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        // Nothing.
    }

    @Override
    public boolean undo() {
        return true;
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("nothing");
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("nothing");
    }

    @Override
    public OnlineRegression copy() {
        return new NoRegression();
    }

    @Override
    public void reset() {
        // Nothing to forget.
    }

    @Override
    public long bytes() {
        return 0;
    }
}
