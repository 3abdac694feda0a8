package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.PackedBlock;
import io.github.foretoken.internal.Ordinary;
import io.github.foretoken.internal.Rounding;
import io.github.foretoken.internal.simd.LaneLoops;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.threads.Wavefront;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forward substitution for many short sequences, as many at a time as a vector has lanes: what {@link TiledSubstitution} does
 * for one. Queries go {@value #BLOCK} by {@value #BLOCK} over all earlier keys, {@value #CHUNK} at a time; then they are finished
 * one after the other. Longer sequences than {@link LaneGroups#most} are left alone. A worker's buffers hold one group, and are its own from one group to the next.
 */
public final class LaneSubstitution {
    /** Rows of the register tiles. */
    private static final int BLOCK = 4;
    private static final int CHUNK = 48;

    /** What rows are divided by, {@code (k_tt + lambda) / omega_t} in the unit of the scores. */
    @FunctionalInterface
    public interface Divisors {
        /** Of token t, 0-based. */
        double of(int t, double diagonal, double squaredNorm);
    }

    /**
     * How the system differs from the plain one.
     *
     * @param division where rows are divided
     * @param divisors null where all are 1
     * @param bounded whether there is a least k(x, x) that is no fault; that of a zero token is none
     * @param forgetting gamma, in (0, 1]
     */
    public record Equations(Division division, Divisors divisors, boolean bounded, //
            double forgetting) {} // float64 in both

    private final LaneLoops lanes = MicrokernelSelection.laneLoops();
    private final ScoreForm form;
    private final PackedBlock features;
    private final double factor;
    private final PackedBlock targets;
    private final Equations system;
    private final LaneGroups groups;
    private final int longest;
    /** The first sequence whose numbers do not fit. */
    private final AtomicInteger lost = new AtomicInteger(Integer.MAX_VALUE);

    /**
     * @param factor by which features are multiplied, a power of two
     * @param targets rows of as many sequences, each as long or one shorter; null for the next features
     */
    public LaneSubstitution(ScoreForm form, PackedBlock features, double factor, PackedBlock targets,
            Equations system) {
        this.form = form;
        this.features = features;
        this.factor = factor;
        this.targets = targets;
        this.system = system;
        int columns = Math.max(features.columns(), targets == null ? 0 : targets.columns());
        groups = LaneGroups.of(features.count(), features.length(), columns, lanes.lanes());
        longest = groups.longest();
    }

    /**
     * Runs on up to that many threads.
     *
     * @param predictions rows of the same sequences, as wide as the targets, overwritten
     * @return the first sequence with something that does not fit float64, -1 if there is none
     */
    public int run(int threads, PackedBlock predictions) {
        Wavefront.runIndependent(groups.groups(), 1, threads, () -> {
            Group worker = new Group(predictions);
            return (from, to, front) -> worker.run(from);
        });
        return lost.get() == Integer.MAX_VALUE ? -1 : lost.get();
    }

    /** The buffers of one thread. */
    private final class Group {
        private final int width = lanes.lanes();
        private final PackedBlock predictions;
        private final LaneTokens x;
        private final LaneTokens y;
        private final LaneTokens weights;
        private final LaneTokens sums;
        private final LaneScores kernel;
        private final double[] scores = new double[BLOCK * CHUNK * width];
        private final double[] divisors = new double[longest * width];
        private final double[] powers = new double[longest + 1];

        Group(PackedBlock predictions) {
            this.predictions = predictions;
            // A row more: the target of a last token, which is not known.
            x = new LaneTokens(longest + 1, features.columns(), width);
            y = targets == null && factor == 1 ? x : new LaneTokens(longest + 1, predictions.columns(), width);
            weights = new LaneTokens(longest, predictions.columns(), width);
            sums = new LaneTokens(BLOCK, predictions.columns(), width);
            kernel = new LaneScores(lanes, MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN), form, x,
                    longest, BLOCK, CHUNK);
            double power = 1; // float64 in both
            for (int i = 0; i <= longest; i++) {
                powers[i] = Rounding.of(power);
                power *= system.forgetting();
            }
        }

        void run(int group) {
            int rows = groups.longest(group);
            x.load(features, groups, group, rows + 1, factor);
            if (targets != null) {
                y.load(targets, groups, group, rows, 1);
            } else if (y != x) {
                y.load(features, groups, group, rows + 1, 1);
            }
            kernel.load(rows);
            if (system.divisors() != null) {
                kernel.diagonal(rows, divisors);
                divide(group);
            }
            for (int from = 0; from < rows; from += BLOCK) {
                block(from, Math.min(BLOCK, rows - from), group);
            }
            for (int lane = 0; lane < width; lane++) {
                if (!fits(group, lane)) {
                    lose(groups.sequence(group, lane));
                }
            }
        }

        /** From k(x, x) to the divisors; says so where it leaves the range. */
        private void divide(int group) {
            double[] norms = kernel.squaredNorms();
            for (int lane = 0; lane < width; lane++) {
                boolean fits = true;
                double least = system.bounded() ? least(group, lane) : 0;
                for (int t = 0; t < groups.length(group, lane); t++) {
                    double itself = divisors[t * width + lane];
                    fits &= itself <= Double.MAX_VALUE && (itself >= least || (itself == 0 && zero(t, lane)));
                    divisors[t * width + lane] = system.divisors().of(t, itself, norms[t * width + lane]);
                }
                if (!fits) {
                    lose(groups.sequence(group, lane));
                }
            }
        }

        /** The least k(x, x): in the limit kernel values are multiplied by targets before their sum is divided by it. */
        private double least(int group, int lane) {
            if (system.division() != Division.PREDICTION) {
                return Double.MIN_NORMAL;
            }
            double largest = 0;
            for (int t = targets == null ? 1 : 0; t < groups.length(group, lane); t++) {
                for (int i = y.at(t) + lane; i < y.at(t + 1); i += width) {
                    largest = Math.max(largest, Math.abs(y.values[i]));
                }
            }
            return Ordinary.leastFactor(largest);
        }

        private boolean zero(int t, int lane) {
            boolean zero = true;
            for (int c = 0; c < x.columns; c++) {
                zero &= x.values[x.at(t) + c * width + lane] == 0;
            }
            return zero;
        }

        private void block(int from, int count, int group) {
            Arrays.fill(sums.values, 0);
            kernel.queries(from, count);
            for (int first = 0; first < from; first += CHUNK) {
                int keys = Math.min(CHUNK, from - first);
                kernel.values(from, count, first, keys, scores);
                fade(from - first, count, keys);
                lanes.addProducts(count, weights.columns, keys, scores, 0, keys * width, width, weights.values,
                        weights.at(first), width, weights.stride(), sums.values, 0, sums.stride());
            }
            if (count > 1) {
                kernel.values(from, count, from, count, scores);
                fade(0, count, count);
            }
            for (int i = 0; i < count; i++) {
                lanes.addProducts(1, weights.columns, i, scores, i * count * width, 0, width, weights.values,
                        weights.at(from), width, weights.stride(), sums.values, sums.at(i), 0);
                finish(from + i, sums.at(i));
            }
            sums.store(from, count, predictions, groups, group);
        }

        /** Key j against query i is older by {@code ahead + i - j}. */
        private void fade(int ahead, int count, int keys) {
            if (system.forgetting() == 1) {
                return;
            }
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < Math.min(keys, ahead + i); j++) {
                    double power = powers[ahead + i - j];
                    for (int l = 0; l < width; l++) {
                        scores[(i * keys + j) * width + l] *= power;
                    }
                }
            }
        }

        private void finish(int t, int sum) {
            int columns = weights.columns;
            boolean divided = system.divisors() != null;
            if (divided && system.division() == Division.PREDICTION) {
                lanes.divide(columns, sums.values, sum, divisors, t * width);
            }
            int weight = weights.at(t);
            // The target of row t is row t of targets, or the next feature.
            int target = y.at(targets == null ? t + 1 : t);
            for (int i = 0; i < weights.stride(); i++) {
                weights.values[weight + i] = y.values[target + i] - sums.values[sum + i];
            }
            if (divided && system.division() == Division.WEIGHT) {
                lanes.divide(columns, weights.values, weight, divisors, t * width);
            }
        }

        /** Whether a sequence's predictions are finite, and where they are taken its squared norms. */
        private boolean fits(int group, int lane) {
            int sequence = groups.sequence(group, lane);
            if (sequence < 0) {
                return true;
            }
            int rows = groups.length(group, lane);
            boolean norms = true;
            for (int t = 0; t < rows; t++) {
                norms &= kernel.squaredNorms()[t * width + lane] <= Double.MAX_VALUE;
            }
            return norms && Finite.all(predictions.values(), predictions.start().applyAsInt(sequence), rows,
                    predictions.columns(), predictions.columns());
        }
    }

    private void lose(int sequence) {
        lost.accumulateAndGet(sequence, Math::min);
    }
}
