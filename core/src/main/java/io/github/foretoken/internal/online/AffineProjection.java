package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.Arrays;

/**
 * Affine projection of order p in feature space (MATH section 8): each pair moves the weights of the last p pairs so that
 * all of them are met, up to the ridge:
 * {@code mu_last += omega (K_pp + lambda I)^-1 (Y_p - f(X_p))}. Order 1 is Kaczmarz, a growing order interpolation.
 * O(n (p' + m) + p³) a pair for features in R^p'.
 */
public final class AffineProjection implements OnlineRegression {
    /** A pivot below this share of its diagonal belongs to a key that the others in the window already give. */
    private static final double DEPENDENT = 0x1p-40;
    /** Pairs that the first of them makes room for. */
    private static final int FEW = 16;

    private final KernelSum sum;
    private final int columns;
    private final int order;
    private final Relaxation relaxation;
    private final double ridge;
    /** Pairs that there is room for: more as they come, up to the order. */
    private int room;
    /** Of the pairs in the window, oldest first: kernel values, what is missing to the targets, and what is solved for. */
    private double[] gram = {};
    private double[] missing = {};
    private double[] factor = {};
    private double[] move = {};
    private double[] row = {};
    private long pairs;

    /** @param form with no division by k(x_s, x_s): the Gram matrix must be symmetric */
    public AffineProjection(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, int order,
            Relaxation relaxation, double ridge) {
        this(new KernelSum(loops, form, dimension, columns), columns, order, relaxation, ridge);
    }

    private AffineProjection(KernelSum sum, int columns, int order, Relaxation relaxation, double ridge) {
        this.sum = sum;
        this.columns = columns;
        this.order = order;
        this.relaxation = relaxation;
        this.ridge = ridge;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        sum.evaluate(feature, offset, 1, estimate);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        if (sum.count() >= order) {
            shift();
        } else {
            makeRoom(sum.count() + 1);
        }
        int term = sum.add(feature, offset);
        pairs++;
        int window = Math.min(order, term + 1);
        int last = window - 1;
        sum.kernelValues(feature, offset, term - last, window, row);
        for (int i = 0; i < window; i++) {
            gram[last * room + i] = row[i];
            gram[i * room + last] = row[i];
        }
        for (int c = 0; c < columns; c++) {
            missing[last * columns + c] = target[targetOffset + c] - estimate[c];
        }
        solve(window);
        double step = relaxation.step(pairs);
        for (int i = 0; i < window; i++) {
            double[] weights = sum.weights(term - last + i);
            int at = sum.weightOffset(term - last + i);
            for (int c = 0; c < columns; c++) {
                move[i * columns + c] *= step;
                weights[at + c] += move[i * columns + c];
            }
        }
        for (int i = 0; i < window; i++) {
            for (int j = 0; j < window; j++) {
                for (int c = 0; c < columns; c++) {
                    missing[i * columns + c] -= gram[i * room + j] * move[j * columns + c];
                }
            }
        }
    }

    private void makeRoom(int window) {
        if (window <= room) {
            return;
        }
        int more = Math.max(room, Math.min(FEW, order));
        while (more < window) {
            more = (int) Math.min(2L * more, order);
        }
        int square = Math.multiplyExact(more, more);
        double[] wider = new double[square];
        for (int i = 0; i < room; i++) {
            System.arraycopy(gram, i * room, wider, i * more, room);
        }
        double[] longer = Arrays.copyOf(missing, Math.multiplyExact(more, columns));
        factor = new double[square];
        move = new double[longer.length];
        row = new double[more];
        gram = wider;
        missing = longer;
        room = more;
    }

    /** The oldest pair leaves the window. */
    private void shift() {
        for (int i = 1; i < order; i++) {
            System.arraycopy(gram, i * room + 1, gram, (i - 1) * room, order - 1);
        }
        System.arraycopy(missing, columns, missing, 0, (order - 1) * columns);
    }

    /** {@code move = (K + ridge I)^-1 missing} by Cholesky's method; dependent keys are left where they are. */
    private void solve(int window) {
        System.arraycopy(missing, 0, move, 0, window * columns);
        for (int i = 0; i < window; i++) {
            for (int j = 0; j <= i; j++) {
                double value = gram[i * room + j] + (i == j ? ridge : 0);
                for (int k = 0; k < j; k++) {
                    value -= factor[i * room + k] * factor[j * room + k];
                }
                if (i == j) {
                    boolean dependent = !(value > DEPENDENT * (gram[i * room + i] + ridge));
                    factor[i * room + i] = dependent ? 0 : Math.sqrt(value);
                } else {
                    factor[i * room + j] = factor[j * room + j] == 0 ? 0 : value / factor[j * room + j];
                }
            }
            for (int c = 0; c < columns; c++) {
                double value = move[i * columns + c];
                for (int k = 0; k < i; k++) {
                    value -= factor[i * room + k] * move[k * columns + c];
                }
                move[i * columns + c] = factor[i * room + i] == 0 ? 0 : value / factor[i * room + i];
            }
        }
        for (int i = window - 1; i >= 0; i--) {
            for (int c = 0; c < columns; c++) {
                double value = move[i * columns + c];
                for (int k = i + 1; k < window; k++) {
                    value -= factor[k * room + i] * move[k * columns + c];
                }
                move[i * columns + c] = factor[i * room + i] == 0 ? 0 : value / factor[i * room + i];
            }
        }
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("affine projection");
        out.putLong(pairs);
        sum.write(out);
        int window = Math.min(order, sum.count());
        for (int i = 0; i < window; i++) {
            out.putDoubles(gram, i * room, window);
        }
        out.putDoubles(missing, 0, window * columns);
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("affine projection");
        pairs = in.getSize("pairs");
        sum.read(in);
        int window = Math.min(order, sum.count());
        in.require(window, window + (long) columns, "a window");
        if (window > 0) {
            makeRoom(window);
        }
        for (int i = 0; i < window; i++) {
            in.getDoubles(gram, i * room, window);
        }
        in.getDoubles(missing, 0, window * columns);
    }

    @Override
    public OnlineRegression copy() {
        AffineProjection copy = new AffineProjection(sum.copy(), columns, order, relaxation, ridge);
        copy.room = room;
        copy.gram = gram.clone();
        copy.missing = missing.clone();
        copy.factor = factor.clone();
        copy.move = move.clone();
        copy.row = row.clone();
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        sum.clear();
        Arrays.fill(gram, 0);
        Arrays.fill(missing, 0);
        pairs = 0;
    }

    @Override
    public long bytes() {
        return sum.bytes() + (2L * room + 2L * columns + 1) * room * Double.BYTES;
    }
}
