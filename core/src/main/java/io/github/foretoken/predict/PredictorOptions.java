package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.Rescaling;
import io.github.foretoken.descent.Correction;
import java.util.List;
import java.util.Objects;

/**
 * All that is fixed before a {@link Predictor} sees its first token, but for the number of columns: a value, which
 * {@link #toString} writes and {@link #parse} reads.
 *
 * {@snippet lang = java :
 * PredictorOptions options = PredictorOptions.parse("kernel-ridge:0.1 kernel=gaussian:2 delays=24");
 * Predictor predictor = Predictor.of(options.withBudget(500), 7);  // 7 columns
 * }
 *
 * <p>Immutable. {@link Configurable} says what each option does.
 *
 * @param method how it learns
 * @param kernel of features; the linear one for least squares and what learns nothing
 * @param correction relaxation, ridge and forgetting
 * @param features what predictions are made from
 * @param steps which tokens are predicted
 * @param columns which columns are predicted from which
 * @param memory how much of the past is worked on
 */
public record PredictorOptions(Method method, Kernel kernel, Correction correction, Features features, Steps steps,
        Columns columns, Memory memory) implements Configurable<PredictorOptions> {
    /**
     * Checks that they go together.
     *
     * @throws IllegalArgumentException if not, with what to change
     */
    public PredictorOptions {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(kernel, "kernel");
        Objects.requireNonNull(correction, "correction");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(steps, "steps");
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(memory, "memory");
        if (method.learns()) {
            checkKernel(method, kernel, features);
            checkMethod(method, kernel, correction, memory);
        } else {
            checkBare(method, kernel, correction, features, memory);
            if (steps.rollOuts()) {
                throw Steps.noRollOuts();
            }
        }
    }

    /**
     * The options of a method with a ridge, and otherwise at their defaults.
     *
     * @param method how it learns
     * @param kernel of features; the linear one for least squares and what learns nothing
     * @param ridge lambda, 0 or more and finite; positive for methods that refit, 0 for what learns nothing
     * @return options
     * @throws IllegalArgumentException if method, kernel and ridge do not go together
     */
    public static PredictorOptions of(Method method, Kernel kernel, double ridge) {
        boolean persistence = method == Method.PERSISTENCE;
        boolean mean = method == Method.MEAN;
        return new PredictorOptions(method, kernel, Correction.FULL.withRidge(ridge),
                Features.NEWEST.withIncrements(persistence).withStandardization(mean), Steps.NEXT, Columns.TOGETHER,
                Memory.UNBOUNDED);
    }

    /**
     * The options of {@link Predictor#kaczmarz}.
     *
     * @param kernel of features, any
     * @return options
     */
    public static PredictorOptions kaczmarz(Kernel kernel) {
        return of(Method.KACZMARZ, kernel, 0);
    }

    /**
     * The options of {@link Predictor#affineProjection}.
     *
     * @param kernel of features, any
     * @param order how many of the last tokens each corrects, 1 or more
     * @return options
     * @throws IllegalArgumentException if order is less than 1
     */
    public static PredictorOptions affineProjection(Kernel kernel, int order) {
        return of(Method.AFFINE_PROJECTION, kernel, 0)
                .withMemory(new Memory(order, Memory.ALL, Memory.ALL, 0, RandomFeatures.NONE));
    }

    /**
     * The options of {@link Predictor#kernelRidge}.
     *
     * @param kernel of features, any
     * @param ridge lambda, positive and finite, in the unit of the kernel
     * @return options
     * @throws IllegalArgumentException if ridge is out of its range
     */
    public static PredictorOptions kernelRidge(Kernel kernel, double ridge) {
        return of(Method.KERNEL_RIDGE, kernel, ridge);
    }

    /**
     * The options of {@link Predictor#leastSquares}.
     *
     * @param ridge lambda, positive and finite, in the square of the tokens' unit
     * @return options
     * @throws IllegalArgumentException if ridge is out of its range
     */
    public static PredictorOptions leastSquares(double ridge) {
        return of(Method.LEAST_SQUARES, Kernel.linear(), ridge);
    }

    /** {@return the options of {@link Predictor#persistence}} */
    public static PredictorOptions persistence() {
        return of(Method.PERSISTENCE, Kernel.linear(), 0);
    }

    /** {@return the options of {@link Predictor#mean}} */
    public static PredictorOptions mean() {
        return of(Method.MEAN, Kernel.linear(), 0);
    }

    /**
     * Reads what {@link #toString} writes, and what people write: {@code kaczmarz}, {@code ridge[:LAMBDA]} (Kaczmarz with a
     * ridge), {@code affine:P}, {@code least-squares[:LAMBDA]}, {@code kernel-ridge[:LAMBDA]}, {@code persistence} or
     * {@code mean}, then in any order {@code kernel=} (as {@link Kernel#parse} reads it; exponential without it),
     * {@code ridge=}, {@code relaxation=OMEGA} or {@code relaxation=falling:HORIZON:LEAST}, {@code forgetting=},
     * {@code budget=KEYS[:NOVELTY]}, {@code random-features=M[:SEED]}, {@code positive-features=M[:SEED]}, {@code window=}, {@code delays=P} or {@code lags=} (such as {@code 1-24,48,168}),
     * {@code horizon=}, {@code horizons=}, {@code roll-outs}, {@code separate-columns[=0,3]}, {@code increments},
     * {@code standardize}, {@code intercept[=CONSTANT]}. LAMBDA is 0.1 where it is not given.
     *
     * @param text words with blanks between them
     * @return the options, those that are not named at their defaults
     * @throws IllegalArgumentException with a line of explanation if a word is unknown, given twice, or contradicts another
     */
    public static PredictorOptions parse(String text) {
        return new OptionsParser(text.strip().split("\\s+", -1)).options();
    }

    /** {@return the words that {@link #parse} takes first, without their parameters; unmodifiable} */
    public static List<String> methods() {
        return OptionsParser.METHODS;
    }

    @Override
    public PredictorOptions options() {
        return this;
    }

    @Override
    public PredictorOptions withOptions(PredictorOptions options) {
        return Objects.requireNonNull(options, "options");
    }

    /**
     * With another kernel.
     *
     * @param other of features
     * @return changed options
     * @throws IllegalArgumentException if the method or an option does not go with it
     */
    public PredictorOptions withKernel(Kernel other) {
        return new PredictorOptions(method, other, correction, features, steps, columns, memory);
    }

    /** {@return lambda, the ridge of {@link #correction}, 0 for none} */
    public double ridge() {
        return correction.ridge();
    }

    /**
     * The number of coordinates of a feature where columns are predicted together.
     *
     * @param dimension d, the number of columns, 1 or more
     * @return p, d times the number of lags, and one more with an intercept
     * @throws IllegalArgumentException if no array is that long
     */
    public int featureSize(int dimension) {
        long size = (long) features.lags().count() * dimension + (features.intercept() != 0 ? 1 : 0);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a feature of " + features.lags().count() + " tokens of " + dimension
                    + " coordinates is longer than an array can be; take fewer columns or delays");
        }
        return (int) size;
    }

    /** The method and the options that differ from the defaults, such as {@code kaczmarz kernel=gaussian:2 ridge=0.1}. */
    @Override
    public String toString() {
        return OptionsText.of(this);
    }

    /** What features are multiplied by before anything is learned from them. */
    Rescaling rescaling() {
        return method.learns() ? Rescaling.of(kernel, correction.ridge()) : Rescaling.NONE;
    }

    /** The kernel of rescaled features. */
    Kernel rescaledKernel() {
        return rescaling().kernel(kernel);
    }

    /** In units of that kernel. */
    Correction rescaledCorrection() {
        return correction.withRidge(rescaling().ridge(kernel, correction.ridge()));
    }

    /** Those by which a column and what it is predicted from are, where columns are separate; else these. */
    PredictorOptions part() {
        return columns.separate() || steps.rollOuts()
                ? withSteps(new Steps(steps.horizon(), steps.horizons(), false)).withColumns(Columns.TOGETHER)
                : this;
    }

    private static void checkKernel(Method method, Kernel kernel, Features features) {
        boolean linear = kernel instanceof Kernel.Linear;
        if (features.intercept() != 0 && !linear) {
            throw new IllegalArgumentException("an intercept is for the linear kernel; " + kernel
                    + " has none, a polynomial one has its constant");
        }
        if (method == Method.LEAST_SQUARES && !linear) {
            throw new IllegalArgumentException("least squares is for the linear kernel, not for " + kernel);
        }
    }

    private static void checkMethod(Method method, Kernel kernel, Correction correction, Memory memory) {
        boolean refits = method.refits();
        Checks.require(!refits || correction.ridge() > 0, "this method needs a positive ridge, not ",
                correction.ridge());
        Checks.require(!refits || !correction.relaxes(), "a method that refits takes no relaxation; leave out ",
                correction.relaxation());
        Checks.require(!refits || memory.window() == Memory.ALL,
                "this method has no window: it forgets, or refits everything; leave out ", memory.window());
        boolean bounded = memory.budget() != Memory.ALL;
        boolean remembers =
                (method == Method.KERNEL_RIDGE || method == Method.KACZMARZ) && !(kernel instanceof Kernel.Linear);
        Checks.require(!bounded || remembers,
                "only kaczmarz and kernel ridge regression, with a kernel other than the linear "
                        + "one, take a budget; leave out ",
                memory.budget());
        Checks.require(!bounded || memory.window() == Memory.ALL, "a budget takes no window; leave out ",
                memory.window());
        Checks.require(method == Method.AFFINE_PROJECTION || memory.order() == 1,
                "only affine projection has an order; leave out ", memory.order());
        checkRandom(method, kernel, memory);
        boolean forgets = method == Method.KACZMARZ || method == Method.LEAST_SQUARES || bounded;
        Checks.require(forgets || correction.forgetting() == 1, "this method does not forget; leave out ",
                correction.forgetting());
    }

    private static void checkRandom(Method method, Kernel kernel, Memory memory) {
        boolean has = kernel instanceof Kernel.Gaussian || kernel instanceof Kernel.Exponential;
        Checks.require(!memory.random().any() || (method == Method.KACZMARZ && has),
                "only kaczmarz, with the exponential or the gaussian kernel, takes random features; leave out ",
                memory.random().count());
        Checks.require(!memory.random().any() || memory.window() == Memory.ALL,
                "random features take no window; leave out ", memory.window());
        Checks.require(!memory.random().any() || memory.budget() == Memory.ALL,
                "random features take no budget, for they remember no token; leave out ", memory.budget());
    }

    /** What learns nothing has a horizon, and nothing else. */
    private static void checkBare(Method method, Kernel kernel, Correction correction, Features features,
            Memory memory) {
        boolean persistence = method == Method.PERSISTENCE;
        Features bare = Features.NEWEST.withIncrements(persistence).withStandardization(!persistence);
        if (!(kernel instanceof Kernel.Linear) || !correction.equals(Correction.FULL) || !features.equals(bare)
                || !memory.equals(Memory.UNBOUNDED)) {
            throw new IllegalArgumentException(
                    (persistence ? "persistence" : "the mean") + " takes a horizon and no other option");
        }
    }
}
