package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.common.Rescaling;
import io.github.foretoken.internal.PackedBlock;
import io.github.foretoken.internal.Rounding;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.tile.LaneSubstitution;
import io.github.foretoken.internal.tile.LoneSequences;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import java.util.Objects;

/**
 * {@link ForwardSubstitution} for many short sequences at once, of equal or different lengths: what a service or a partition of a
 * cluster has, thousands of sequences of 8 to 500 tokens. Each is predicted from itself alone, and its result is the same to the
 * bit in any company, on any number of threads and in any order.
 *
 * {@snippet lang = java :
 * double[] numbers = new double[1000 * 64 * 8];                          // 1,000 sequences of 64 tokens in R^8
 * PackedSequences sequences = PackedSequences.of(numbers, 64, 8);
 * PackedSequences estimates = BatchSubstitution.of(Kernel.gaussian(2)).predict(sequences);
 * double[] next = estimates.sequence(7).row(63);                         // of x_65 of the eighth one
 * }
 *
 * <p>A vector holds one number of several sequences, so that it is full however short they are and however few their columns:
 * for 64 tokens in R^8 that is several times faster than one sequence after the other. Sequences of more than 512 tokens,
 * or 4,096 numbers, fill vectors by themselves, and are computed by {@link ForwardSubstitution}. Memory beside the result:
 * for each thread about 12,000 numbers for each lane of a vector, whatever the number of sequences; no allocation for each
 * of those that share vectors. Results agree with {@link ForwardSubstitution} up to rounding.
 *
 * <p>An immutable description, safe for use by several threads.
 */
public final class BatchSubstitution {
    private final Kernel kernel;
    private final Rescaling rescaling;
    private final Correction correction;
    private final Parallelism parallelism;

    private BatchSubstitution(Kernel kernel, Correction correction, Parallelism parallelism) {
        this.kernel = Objects.requireNonNull(kernel, "kernel");
        rescaling = Rescaling.of(kernel, 0);
        this.correction = Objects.requireNonNull(correction, "with");
        this.parallelism = Objects.requireNonNull(parallelism, "parallelism");
    }

    /**
     * Substitution against this kernel's matrices.
     *
     * @param kernel k, any
     * @return the paper's: with no ridge, relaxation or forgetting
     */
    public static BatchSubstitution of(Kernel kernel) {
        return new BatchSubstitution(kernel, Correction.FULL, Parallelism.automatic());
    }

    /**
     * Takes ridge, relaxation and forgetting.
     *
     * @param with {@link Correction#FULL} by default
     * @return a changed copy
     */
    public BatchSubstitution withCorrection(Correction with) {
        return new BatchSubstitution(kernel, with, parallelism);
    }

    /**
     * Runs on this many threads; the result is the same, to the bit.
     *
     * @param newParallelism {@link Parallelism#automatic} by default
     * @return a changed copy
     */
    public BatchSubstitution withParallelism(Parallelism newParallelism) {
        return new BatchSubstitution(kernel, correction, newParallelism);
    }

    /**
     * The Kaczmarz prediction û of each sequence: row t estimates its x_{t+1} from its x_1..x_t.
     *
     * @param tokens the sequences; those of length 0 are left out, not modified
     * @return û of each, in sequences of the same lengths and width
     * @throws IllegalArgumentException if an element is not finite, saying of which sequence
     * @throws ArithmeticException if a prediction does not fit float64, saying of which sequence
     */
    public PackedSequences predict(PackedSequences tokens) {
        return run(tokens, null, new double[numbers(tokens, tokens.dimension())], Division.WEIGHT);
    }

    /**
     * {@link #predict(PackedSequences)} into an array that is at hand, for callers who allocate nothing.
     *
     * @param tokens the sequences, not modified
     * @param predictions as many numbers as the sequences have together, overwritten; not the array of the tokens
     * @throws IllegalArgumentException if it has another size or is that array, or an element of tokens is not finite
     * @throws ArithmeticException if a prediction does not fit float64, saying of which sequence
     */
    @SuppressWarnings("ReferenceEquality") // the same array is meant, not the same numbers
    public void predict(PackedSequences tokens, double[] predictions) {
        int size = numbers(tokens, tokens.dimension());
        if (predictions.length != size) {
            throw new IllegalArgumentException(
                    "predictions must have " + size + " elements, as the sequences have, not " + predictions.length);
        }
        if (predictions == tokens.tokens()) {
            throw new IllegalArgumentException("predictions must not be the array of tokens, which is still read");
        }
        run(tokens, null, predictions, Division.WEIGHT);
    }

    /**
     * The prediction û with targets of their own: row t of a result estimates target t of its sequence from features 1..t and
     * targets 1..t-1.
     *
     * @param features sequences in R^p (say, delay vectors), not modified
     * @param targets as many sequences in R^m, each as long, or one shorter if its last target is still unknown; not modified
     * @return û of each, as long as the features and as wide as the targets
     * @throws IllegalArgumentException if numbers or lengths of sequences do not match or an element is not finite
     * @throws ArithmeticException if a prediction does not fit float64, saying of which sequence
     */
    public PackedSequences predict(PackedSequences features, PackedSequences targets) {
        return run(features, targets, new double[numbers(features, targets.dimension())], Division.WEIGHT);
    }

    /**
     * The limit u* of causal descent for each sequence: {@link ForwardSubstitution#limit(Matrix)}.
     *
     * @param tokens the sequences; those of length 0 are left out, not modified
     * @return u* of each, in sequences of the same lengths and width
     * @throws IllegalArgumentException if an element is not finite, saying of which sequence
     * @throws IllegalStateException with a ridge, relaxation or forgetting, which eq. 7 does not have
     * @throws ArithmeticException if u* does not fit float64, saying of which sequence
     */
    public PackedSequences limit(PackedSequences tokens) {
        return run(tokens, null, new double[numbers(tokens, tokens.dimension())], Division.PREDICTION);
    }

    /**
     * {@link #limit(PackedSequences)} with targets of their own, as in {@link #predict(PackedSequences, PackedSequences)}.
     *
     * @param features sequences in R^p, not modified
     * @param targets as many sequences in R^m, each as long, or one shorter if its last target is still unknown; not modified
     * @return u* of each, as long as the features and as wide as the targets
     * @throws IllegalArgumentException if numbers or lengths of sequences do not match or an element is not finite
     * @throws IllegalStateException with a ridge, relaxation or forgetting, which eq. 7 does not have
     * @throws ArithmeticException if u* does not fit float64, saying of which sequence
     */
    public PackedSequences limit(PackedSequences features, PackedSequences targets) {
        return run(features, targets, new double[numbers(features, targets.dimension())], Division.PREDICTION);
    }

    /** Of results that wide. */
    private static int numbers(PackedSequences sequences, int columns) {
        long rows = 0;
        for (int i = 0; i < sequences.count(); i++) {
            rows += sequences.length(i);
        }
        return Math.toIntExact(Math.multiplyExact(rows, columns));
    }

    private PackedSequences run(PackedSequences features, PackedSequences targets, double[] result, Division division) {
        if (division == Division.PREDICTION && !correction.equals(Correction.FULL)) {
            throw new IllegalStateException("eq. 7 has no ridge, relaxation or forgetting; predict takes them");
        }
        check(features, targets);
        int columns = targets == null ? features.dimension() : targets.dimension();
        int[] lengths = new int[features.count()];
        long pairs = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = features.length(i);
            pairs += MicrokernelSelection.pairs(lengths[i]);
        }
        int threads = parallelism.forPairs(pairs);
        PackedSequences results = PackedSequences.of(result, lengths, columns);
        KernelForms.Scaling scaling =
                division == Division.WEIGHT ? KernelForms.Scaling.BY_COLUMN : KernelForms.Scaling.BY_ROW;
        PackedBlock known = targets == null ? null : Blocks.of(targets);
        int lost = new LaneSubstitution(KernelForms.of(rescaling.kernel(kernel), scaling, 0), Blocks.of(features),
                Rounding.of(rescaling.factor()), known, system(division)).run(threads, Blocks.of(results));
        if (lost >= 0) {
            throw why(lost, features, targets, division);
        }
        LoneSequences lone = new LoneSequences(lengths, Math.max(features.dimension(), columns), threads);
        BatchSubstitution each = lone.fillThreads() ? withParallelism(Parallelism.sequential()) : this;
        lone.run(i -> each.alone(i, features, targets, division, results));
        return results;
    }

    private LaneSubstitution.Equations system(Division division) {
        Pivots pivots = new Pivots(kernel, correction);
        // Kernels that cannot vanish were divided by k(x, x), or have k(x, x) = 1.
        boolean ones = pivots.plain() && !KernelForms.needsDiagonal(kernel);
        return new LaneSubstitution.Equations(division,
                ones ? null : (t, diagonal, squaredNorm) -> Rounding.of(pivots.of(t, diagonal, squaredNorm)),
                KernelForms.needsDiagonal(kernel) && correction.ridge() == 0, correction.forgetting());
    }

    private static void check(PackedSequences features, PackedSequences targets) {
        features.requireFinite("features");
        if (targets == null) {
            return;
        }
        if (targets.count() != features.count()) {
            throw new IllegalArgumentException("targets must have as many sequences as features: features has "
                    + features.count() + ", targets has " + targets.count());
        }
        for (int i = 0; i < features.count(); i++) {
            int missing = features.length(i) - targets.length(i);
            if (missing < 0 || missing > 1) {
                throw new IllegalArgumentException(
                        "targets must be as long as features, or one shorter: sequence " + i + " of features has "
                                + features.length(i) + " tokens, that of targets has " + targets.length(i));
            }
        }
        targets.requireFinite("targets");
    }

    private void alone(int i, PackedSequences features, PackedSequences targets, Division division,
            PackedSequences results) {
        try {
            double[] one = one(i, features, targets, division).toArray();
            System.arraycopy(one, 0, results.tokens(), results.start(i), one.length);
        } catch (ArithmeticException e) {
            throw lost(i, e.getMessage());
        }
    }

    private Matrix one(int i, PackedSequences features, PackedSequences targets, Division division) {
        ForwardSubstitution one =
                ForwardSubstitution.of(kernel).withCorrection(correction).withParallelism(parallelism);
        Matrix x = features.sequence(i);
        Matrix y = targets == null ? x.rows(1, x.rows()) : targets.sequence(i);
        return division == Division.WEIGHT ? one.predict(x, y) : one.limit(x, y);
    }

    /** Asks for one sequence alone, whose message says more. */
    private ArithmeticException why(int i, PackedSequences features, PackedSequences targets, Division division) {
        try {
            one(i, features, targets, division);
        } catch (ArithmeticException e) {
            return lost(i, e.getMessage());
        }
        return lost(i, (division == Division.WEIGHT ? "û" : "u*") + " does not fit float64; " + Checks.remedy(kernel));
    }

    private static ArithmeticException lost(int sequence, String why) {
        return new ArithmeticException("sequence " + sequence + ": " + why);
    }

    /** {@return kernel and correction, for people} */
    @Override
    public String toString() {
        return "BatchSubstitution[kernel=" + kernel.text() + ", " + correction + "]";
    }
}
