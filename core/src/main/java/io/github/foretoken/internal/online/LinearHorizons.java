package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.Arrays;

/**
 * A linear regression for each of H steps ahead, of which all share the gains of one: {@link RecursiveLeastSquares}
 * or {@link SparseKernelRidge}. The map of step h learns from a feature when its target is there, h tokens
 * later, by the gain that the feature had, and so is what one with no other steps would be. O(p²) for the gains and O(H p m) for
 * the maps a token.
 *
 * <p>Estimates and targets are of H rows of m numbers, one a step. What is learned with a feature is the target of step 1 from
 * it, that of step 2 from the feature before it, and so on, as far as there are features since the last
 * {@link #interrupt}: those that are no more are counted as if their targets had been what was estimated.
 */
public final class LinearHorizons implements OnlineRegression {
    /** Weights stay below, so that nothing of them overflows. */
    private static final double LARGE = 0x1p1000;

    /** Weights up to which a pair of tokens that are no larger than 2^480 makes none too large. */
    private static final double ORDINARY = 0x1p400;

    private final int steps;
    private final int columns;
    private final SharedGains shared;
    private final Renewals renewals;
    /** Null, as the maps, until something is learned: sizes may be a mere claim. */
    private GainHistory history;
    private HorizonMap[] maps = {};
    private double[] path = {};
    private boolean begun;
    /** No weight is larger. */
    private double largest;

    private LinearHorizons(int steps, int columns, SharedGains shared, Renewals renewals) {
        this.steps = steps;
        this.columns = columns;
        this.shared = shared;
        this.renewals = renewals;
        Growth.requireArray(Math.max(1, shared.dimension()), 2L * steps);
    }

    /** {@link RecursiveLeastSquares} of features in R^p and targets in R^m. */
    public static LinearHorizons leastSquares(int steps, int dimension, int columns, double ridge, double forgetting) {
        Growth.requireArray(dimension, dimension);
        Renewals renewals = new Renewals(steps);
        return new LinearHorizons(steps, columns, new RotationGains(dimension, ridge, forgetting, renewals), renewals);
    }

    /** {@link SparseKernelRidge} of targets in R^m. */
    public static LinearHorizons sparse(int steps, int columns, Sparse form) {
        Renewals renewals = new Renewals(steps);
        return new LinearHorizons(steps, columns, new KeyGains(form.loops, form.form, form.dimension, form.ridge,
                form.forgetting, form.budget, form.novelty, renewals), renewals);
    }

    /** What {@link SparseKernelRidge} is constructed with. */
    public record Sparse(ScoreMicrokernels loops, ScoreForm form, int dimension, double ridge, double forgetting,
            int budget, double novelty) {}

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        if (history == null) {
            Arrays.fill(estimate, 0);
            return;
        }
        double[] coordinates = shared.embed(feature, offset);
        for (int c = 0; c < columns; c++) {
            maps[c].forecast(coordinates, path);
            for (int h = 0; h < steps; h++) {
                estimate[h * columns + c] = path[h];
            }
        }
    }

    @Override
    public void estimateNext(double[] feature, int offset, double[] estimate) {
        if (history == null) {
            Arrays.fill(estimate, 0);
            return;
        }
        double[] coordinates = shared.embed(feature, offset);
        for (int c = 0; c < columns; c++) {
            estimate[c] = maps[c].next(coordinates);
        }
    }

    @Override
    public double divisor(double squaredNorm) {
        return shared.divisor(squaredNorm);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        int before = shared.dimension();
        int dimension = shared.dimensionWith(feature, offset);
        // All memory first: without it nothing has changed.
        reserve(dimension);
        if (dimension > before) {
            shared.grow(feature, offset);
            widen(dimension);
        }
        double[] coordinates = shared.embed(feature, offset);
        history.stage(coordinates);
        largest += growth(target, targetOffset);
        begun = true;
        renewals.next();
        shared.accept(coordinates);
        for (HorizonMap map : maps) {
            map.correct(history);
        }
        renewals.learn(maps);
    }

    /** Compares, and bounds what any weight will grow by. */
    private double growth(double[] target, int targetOffset) {
        double most = 0;
        for (int c = 0; c < columns; c++) {
            most = Math.max(most, maps[c].compare(history, target, targetOffset + c, columns));
        }
        return most * history.largestGain();
    }

    @Override
    public void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        reserve(shared.dimensionWith(feature, offset));
        if (largest < ORDINARY) {
            return;
        }
        largest = 0;
        for (HorizonMap map : maps) {
            largest = Math.max(largest, map.largest());
        }
        history.stage(shared.embed(feature, offset));
        double growth = growth(target, targetOffset);
        history.unstage();
        if (!(largest + growth < LARGE)) {
            throw new ArithmeticException("what would be learned from a token does not fit float64 beside what was "
                    + "learned before; interrupt() goes on without the tokens before, or scale the tokens down");
        }
    }

    private void reserve(int dimension) {
        shared.reserve(dimension, renewals);
        reserveMaps(dimension);
    }

    private void reserveMaps(int dimension) {
        if (history == null) {
            int now = shared.dimension();
            HorizonMap[] all = new HorizonMap[columns];
            Arrays.setAll(all, c -> new HorizonMap(now, steps));
            double[] row = new double[steps];
            GainHistory first = new GainHistory(now, steps, shared);
            maps = all;
            path = row;
            history = first;
        }
        history.reserve(dimension);
        for (HorizonMap map : maps) {
            map.reserve(dimension);
        }
    }

    private void widen(int dimension) {
        history.widen(dimension);
        for (HorizonMap map : maps) {
            map.widen(dimension);
        }
    }

    @Override
    public void interrupt() {
        if (history != null) {
            renewals.finish(maps);
            history.clear();
        }
    }

    @Override
    public double condition() {
        return shared.condition();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("horizons of " + shared.name());
        out.putInt(begun ? 1 : 0);
        if (begun) {
            shared.write(out);
            history.writeFeatures(out);
            for (HorizonMap map : maps) {
                map.write(out);
            }
            renewals.write(out);
            out.putDouble(largest);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("horizons of " + shared.name());
        begun = in.getInt() != 0;
        if (!begun) {
            return;
        }
        shared.require(in);
        in.require(shared.dimension(), (2L + columns) * steps, "horizons");
        reserve(shared.dimension());
        shared.read(in);
        int dimension = shared.dimension();
        in.require(dimension, (2L + columns) * steps, "horizons");
        reserveMaps(dimension);
        widen(dimension);
        history.readFeatures(in);
        for (HorizonMap map : maps) {
            map.read(in);
        }
        renewals.read(in, dimension);
        largest = in.getDouble();
    }

    @Override
    public OnlineRegression copy() {
        Renewals others = new Renewals(steps);
        others.copyFrom(renewals);
        LinearHorizons copy = new LinearHorizons(steps, columns, shared.copy(others), others);
        if (history != null) {
            copy.reserveMaps(shared.dimension());
            copy.history.copyFrom(history);
            for (int c = 0; c < columns; c++) {
                copy.maps[c].copyFrom(maps[c]);
            }
            copy.begun = begun;
            copy.largest = largest;
        }
        return copy;
    }

    @Override
    public void reset() {
        shared.reset();
        renewals.clear();
        history = null;
        begun = false;
        largest = 0;
    }

    @Override
    public long bytes() {
        long bytes = shared.bytes() + renewals.bytes();
        if (history != null) {
            bytes += history.bytes() + columns * maps[0].bytes();
        }
        return bytes;
    }
}
