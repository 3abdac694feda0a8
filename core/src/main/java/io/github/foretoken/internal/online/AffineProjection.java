package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.TiledCholesky;
import java.io.IOException;
import java.util.Arrays;

/**
 * Affine projection of order p in feature space (docs/mathematics.md#affine-projection): each pair moves the weights of the last p pairs so that
 * all of them are met, up to the ridge:
 * {@code mu_last += omega (K_pp + lambda I)^-1 (Y_p - f(X_p))}. Order 1 is Kaczmarz, a growing order interpolation.
 * O(n (p' + m) + p³) a pair for features in R^p'.
 */
public final class AffineProjection implements OnlineRegression {
    /** A pivot below this share of its diagonal belongs to a key that the others in the window already give. */
    private static final double DEPENDENT = 0x1p-40;

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

    /** What {@link #undo} goes back to: gram, missing, and the weights of the window without the pair learned last. */
    private double[] gramBefore = {};
    private double[] missingBefore = {};
    private double[] weightsBefore = {};

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
        Growth.requireArray(order, Math.max(order, columns));
    }

    private void makeRoom(int window) {
        if (window <= room) {
            return;
        }
        int more = Growth.of(room, window, order);
        double[] wider = new double[more * more];
        for (int i = 0; i < room; i++) {
            System.arraycopy(gram, i * room, wider, i * more, room);
        }
        double[] longer = Arrays.copyOf(missing, more * columns);
        double[] longerRow = new double[more];
        // Of these only the lengths matter, and some of them longer than others do no harm.
        factor = new double[wider.length];
        gramBefore = new double[wider.length];
        move = new double[longer.length];
        missingBefore = new double[longer.length];
        weightsBefore = new double[longer.length];
        row = longerRow;
        gram = wider;
        missing = longer;
        room = more;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        sum.evaluate(feature, offset, 1, estimate);
    }

    @Override
    public double divisor(double squaredNorm) {
        return sum.diagonal(squaredNorm) + ridge;
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        // All memory first: without it nothing has changed.
        sum.reserve();
        makeRoom(Math.min(sum.count() + 1, order));
        keep();
        pairs++;
        if (sum.count() >= order) {
            shift();
        }
        int term = sum.add(feature, offset);
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

    private void keep() {
        System.arraycopy(gram, 0, gramBefore, 0, gram.length);
        System.arraycopy(missing, 0, missingBefore, 0, missing.length);
        int window = Math.min(order - 1, sum.count());
        for (int i = 0; i < window; i++) {
            int term = sum.count() - window + i;
            System.arraycopy(sum.weights(term), sum.weightOffset(term), weightsBefore, i * columns, columns);
        }
    }

    @Override
    public boolean undo() {
        sum.removeLast();
        int window = Math.min(order - 1, sum.count());
        for (int i = 0; i < window; i++) {
            int term = sum.count() - window + i;
            System.arraycopy(weightsBefore, i * columns, sum.weights(term), sum.weightOffset(term), columns);
        }
        System.arraycopy(gramBefore, 0, gram, 0, gram.length);
        System.arraycopy(missingBefore, 0, missing, 0, missing.length);
        pairs--;
        return true;
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
        double greatest = 0;
        for (int i = 0; i < window; i++) {
            greatest = Math.max(greatest, gram[i * room + i]);
            for (int j = 0; j <= i; j++) {
                double value = gram[i * room + j] + (i == j ? ridge : 0);
                for (int k = 0; k < j; k++) {
                    value -= factor[i * room + k] * factor[j * room + k];
                }
                if (i == j) {
                    factor[i * room + i] = pivot(value, i, greatest);
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

    /**
     * The root of what is left of a diagonal element. No less than the ridge is left, or what kernel values are uncertain by;
     * without a ridge 0 is, for a key that counts as dependent.
     */
    private double pivot(double left, int i, double greatest) {
        if (ridge == 0) {
            return left > DEPENDENT * gram[i * room + i] ? Math.sqrt(left) : 0;
        }
        double uncertain = sum.uncertain(gram[i * room + i], greatest);
        return Math.sqrt(Math.max(left, TiledCholesky.leastPivot(i, uncertain, ridge, sum.norms().roundings())));
    }

    /** Of {@code K + lambda I} of a window, at most; without lambda keys that are dependent count for nothing. */
    @Override
    public double condition() {
        return ridge == 0 ? 1 : 1 + Math.min(order, sum.count()) * sum.norms().greatest() / ridge;
    }

    @Override
    public double largestCondition() {
        return sum.norms().largestCondition();
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
        makeRoom(window);
        for (int i = 0; i < window; i++) {
            in.getDoubles(gram, i * room, window);
        }
        in.getDoubles(missing, 0, window * columns);
    }

    @Override
    public OnlineRegression copy() {
        AffineProjection copy = new AffineProjection(sum.copy(), columns, order, relaxation, ridge);
        copy.makeRoom(room);
        System.arraycopy(gram, 0, copy.gram, 0, gram.length);
        System.arraycopy(missing, 0, copy.missing, 0, missing.length);
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
        return sum.bytes() + (3L * room + 4L * columns + 1) * room * Double.BYTES;
    }
}
