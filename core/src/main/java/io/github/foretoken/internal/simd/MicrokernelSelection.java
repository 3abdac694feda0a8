package io.github.foretoken.internal.simd;

import io.github.foretoken.internal.PropertyException;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Which twin runs. {@link #decide} is a pure function; this holder feeds it the machine once and remembers the answer.
 *
 * <p>Properties: {@code foretoken.vector} = auto (default) | true (forced, for any size of work and from Java 17 on) | false;
 * {@code foretoken.require=vector} turns a fallback into an error; {@code foretoken.vector.threshold} = pairs of tokens
 * below which the scalar twin runs (default {@value #DEFAULT_THRESHOLD}, about 22 tokens: warm vectors take a third of
 * the time at 32 tokens and as long at 1, but a few short sequences never earn
 * back the 0.1 s that the Vector API needs to start; a one-shot process should raise it).
 */
public final class MicrokernelSelection {
    static final long DEFAULT_THRESHOLD = 256;
    /** For work of which nobody can say beforehand how much it will be. */
    public static final long UNKNOWN = Long.MAX_VALUE;
    /**
     * Pairs of a job that takes so long that it waits for vectors less than it would wait for other loops while a thread beside
     * compiles vectors: 11,600 tokens.
     */
    private static final long LARGE = 1L << 26;

    /**
     * Java 17 is as fast as 25 in isolation, but in long processes that run many things C2 at random leaves calls in the largest
     * tiles, which are slow from then on. The releases between were not measured.
     */
    private static final int RELIABLE_VECTORS = 25;

    private static final String VECTOR_CLASS = "io.github.foretoken.internal.simd.VectorScoreMicrokernels";
    private static final String FLOAT_VECTOR_CLASS = "io.github.foretoken.internal.simd.FloatVectorScoreMicrokernels";
    private static final String LANE_VECTOR_CLASS = "io.github.foretoken.internal.simd.VectorLaneLoops";
    private static final String FLOAT_LANE_VECTOR_CLASS = "io.github.foretoken.internal.simd.FloatVectorLaneLoops";
    private static final String REGRESSION_VECTOR_CLASS = "io.github.foretoken.internal.simd.VectorRegressionLoops";

    /** The answer, with the decisive reason, which may be that there is no module. */
    record Decision(boolean vector, boolean forced, boolean absent, String reason) {}

    /** As it describes itself; feature is the release of Java. */
    record VirtualMachine(int feature, String name, String info) {
        static VirtualMachine running() {
            return new VirtualMachine(Runtime.version().feature(), System.getProperty("java.vm.name", ""),
                    System.getProperty("java.vm.info", ""));
        }
    }

    private static final ScoreMicrokernels SCALAR = new ScalarScoreMicrokernels();
    private static final RegressionLoops SCALAR_REGRESSION = new ScalarRegressionLoops();
    private static final Settled SETTLED = settle();

    static {
        // Any other reason is a choice of the user's, or no surprise.
        if (SETTLED.refusal() == null && SETTLED.decision().absent()) {
            System.getLogger("io.github.foretoken")
                    .log(System.Logger.Level.WARNING, "Foretoken runs on " + SETTLED.decision().reason());
        }
    }

    /** What the properties come to: a decision and a threshold, or why there are none, to be told to each who asks. */
    private record Settled(Decision decision, long threshold, String refusal) {}

    private static Settled settle() {
        try {
            Decision decision =
                    decide(System.getProperty("foretoken.vector", "auto"), System.getProperty("foretoken.require", ""),
                            VectorModule::present, VirtualMachine.running(), x86(System.getProperty("os.arch", "")),
                            FusedMultiplyAdd::inHardware, () -> Vector.INSTANCE.lanes());
            return new Settled(decision, threshold(System.getProperty("foretoken.vector.threshold")), null);
        } catch (PropertyException e) {
            return new Settled(null, 0, e.getMessage());
        } catch (ExceptionInInitializerError e) {
            return new Settled(null, 0, e.getCause().getMessage());
        }
    }

    private static Decision decision() {
        if (SETTLED.refusal() != null) {
            // Not by the class's initialiser: whoever comes second would not be told why.
            throw new PropertyException(SETTLED.refusal());
        }
        return SETTLED.decision();
    }

    /** Loaded only after the gates before it have passed. */
    private static final class Vector {
        static final ScoreMicrokernels INSTANCE = load(VECTOR_CLASS, ScoreMicrokernels.class);
    }

    /** What runs: those, or what has their bits until they are compiled. */
    private static final class Warming {
        static final WarmingScoreMicrokernels INSTANCE = new WarmingScoreMicrokernels(Vector.INSTANCE,
                new FusedScoreMicrokernels(Vector.INSTANCE), decision().forced());
    }

    /** The float twins, loaded by the first job that wants them. */
    private static final class FloatVector {
        static final FloatScoreMicrokernels INSTANCE = load(FLOAT_VECTOR_CLASS, FloatScoreMicrokernels.class);
    }

    private static final class FloatWarming {
        static final FloatWarmingScoreMicrokernels INSTANCE = new FloatWarmingScoreMicrokernels(FloatVector.INSTANCE,
                new FloatFusedScoreMicrokernels(FloatVector.INSTANCE), decision().forced());
    }

    /** That for streams of features. */
    private static final class RegressionVector {
        static final RegressionLoops INSTANCE = load(REGRESSION_VECTOR_CLASS, RegressionLoops.class);
    }

    /** Those for many sequences at once. */
    private static final class LaneWarming {
        static final WarmingLaneLoops INSTANCE =
                new WarmingLaneLoops(load(LANE_VECTOR_CLASS, LaneLoops.class), decision().forced());
    }

    /** Their float twin. */
    private static final class FloatLaneWarming {
        static final FloatWarmingLaneLoops INSTANCE =
                new FloatWarmingLaneLoops(load(FLOAT_LANE_VECTOR_CLASS, FloatLaneLoops.class), decision().forced());
    }

    private static <T> T load(String name, Class<T> type) {
        try {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the Vector API microkernels could not be loaded: " + e, e);
        }
    }

    private MicrokernelSelection() {}

    /** Number of (query, key) pairs on and below the diagonal. */
    public static long pairs(int tokens) {
        return tokens * (tokens + 1L) / 2;
    }

    /** The twin for a job over that many (query, key) pairs. The choice depends on nothing else, so results repeat. */
    public static ScoreMicrokernels forPairs(long pairs) {
        if (!vectorFor(pairs)) {
            return SCALAR;
        }
        return repaysStart(pairs) ? Vector.INSTANCE : Warming.INSTANCE;
    }

    /** The float32 twin for such a job. */
    public static FloatScoreMicrokernels floatsForPairs(long pairs) {
        if (!vectorFor(pairs)) {
            return new FloatScalarScoreMicrokernels();
        }
        return repaysStart(pairs) ? FloatVector.INSTANCE : FloatWarming.INSTANCE;
    }

    /** Whether vectors run from the first call on; the others have their bits, so that nothing but time depends on it. */
    private static boolean repaysStart(long pairs) {
        return pairs >= LARGE && pairs != UNKNOWN;
    }

    private static boolean vectorFor(long pairs) {
        Decision decision = decision();
        return decision.vector() && (decision.forced() || pairs >= SETTLED.threshold());
    }

    /** The twin for a stream of features that is as much work as that many pairs. */
    public static RegressionLoops regression(long pairs) {
        return vectorFor(pairs) ? RegressionVector.INSTANCE : SCALAR_REGRESSION;
    }

    /** The twin for sequences that are computed together: one for all numbers of them, so that none shows in its bits. */
    public static LaneLoops laneLoops() {
        return vectorFor(UNKNOWN) ? LaneWarming.INSTANCE : new ScalarLaneLoops();
    }

    /** The same in float32. */
    public static FloatLaneLoops floatLaneLoops() {
        return vectorFor(UNKNOWN) ? FloatLaneWarming.INSTANCE : new FloatScalarLaneLoops();
    }

    /** Compiles the loops that large work runs on, of both precisions; returns when that is done. */
    public static void warmUp() {
        if (vectorFor(UNKNOWN)) {
            Warming.INSTANCE.warmUp();
            FloatWarming.INSTANCE.warmUp();
            LaneWarming.INSTANCE.warmUp();
            FloatLaneWarming.INSTANCE.warmUp();
        }
    }

    /** What {@link #forPairs} runs for large work, and why. */
    public static String reason() {
        return decision().reason();
    }

    /** What {@link #forPairs} runs for this work, and why. */
    public static String reason(long pairs) {
        return decision().vector() && !vectorFor(pairs) ? "scalar loops (" + pairs
                + " pairs of tokens are fewer than the " + SETTLED.threshold() + " that repay the Vector API's start)"
                : decision().reason();
    }

    /** True when large work runs on the Vector API. */
    public static boolean vector() {
        return decision().vector();
    }

    static Decision decide(String wish, String require, BooleanSupplier module, VirtualMachine machine, boolean x86,
            BooleanSupplier fma, IntSupplier lanes) {
        boolean forced = wish.equals("true");
        boolean required = Requirement.VECTOR.in(require);
        String obstacle = obstacle(wish, forced, machine);
        // Asked last, for it takes time.
        boolean absent = obstacle == null && !module.getAsBoolean();
        if (absent) {
            obstacle =
                    "the module " + VectorModule.NAME + " is absent; start Java with --add-modules " + VectorModule.NAME
                            + ", or for java -jar put '" + VectorModule.MANIFEST + "' into the jar's manifest";
        } else if (obstacle == null) {
            obstacle = slowness(forced, x86, fma, lanes);
        }
        if (obstacle == null) {
            int width = lanes.getAsInt();
            return new Decision(true, forced, false,
                    "Vector API, " + width + " float64 lanes (" + 64 * width + " bits)");
        }
        if (forced || required) {
            throw new PropertyException(
                    (forced ? "foretoken.vector=true" : "foretoken.require=vector") + " cannot be met: " + obstacle);
        }
        return new Decision(false, false, absent, "scalar loops (" + obstacle + ")");
    }

    /** Which requirement is not met first, and what to do about it; null when all are. */
    private static String obstacle(String wish, boolean forced, VirtualMachine machine) {
        if (wish.equals("false")) {
            return "foretoken.vector=false";
        }
        if (!forced && !wish.equals("auto")) {
            throw new PropertyException("foretoken.vector must be auto, true or false, not '" + wish + "'");
        }
        if (!forced && machine.feature() < RELIABLE_VECTORS) {
            return "vectors are on from Java " + RELIABLE_VECTORS + " on, and this is Java " + machine.feature()
                    + ", which may compile them badly in long runs; have them with -Dforetoken.vector=true";
        }
        // Without one the Vector API is 65 times slower.
        boolean interpreted = machine.info().contains("interpreted mode");
        if (!forced && (interpreted || machine.info().contains("emulated-client"))) {
            return "vectors need Java's optimising compiler, and Java runs "
                    + (interpreted ? "in interpreted mode" : "without it");
        }
        String name = machine.name().toLowerCase(Locale.ROOT);
        if (!forced && !(name.contains("openjdk") || name.contains("hotspot") || name.contains("graal"))) {
            return "the virtual machine '" + machine.name() + "' is not known to compile the Vector API";
        }
        return null;
    }

    /**
     * What makes vectors slower than scalar loops. Measured on 1,500 tokens, warm, in multiples of the scalar time: AVX2 a
     * third to a fifth; 128-bit vectors on x86-64, of a processor without AVX2 or by MaxVectorSize=16, 1.5 to 6; without a
     * fused multiply-add, which Java then computes with BigDecimal, over 300. AArch64 has one, and 128-bit vectors that C2
     * compiles whole.
     */
    private static String slowness(boolean forced, boolean x86, BooleanSupplier fma, IntSupplier lanes) {
        if (!forced && !fma.getAsBoolean()) {
            return "no fused multiply-add: this processor has none, or UseFMA is off, and Java computes it 500 times slower";
        }
        int width = lanes.getAsInt();
        if (width < 2) {
            return "this processor's vectors hold one float64";
        }
        return !forced && x86 && width < 4 ? "vectors of 128 bits, without AVX2, are slower than scalar loops here"
                : null;
    }

    private static boolean x86(String architecture) {
        return architecture.equals("amd64") || architecture.equals("x86_64") || architecture.equals("x86")
                || architecture.equals("i386");
    }

    static long threshold(String property) {
        if (property == null) {
            return DEFAULT_THRESHOLD;
        }
        // Nineteen digits may be more than a long holds, eighteen never.
        if (!property.trim().matches("[0-9]{1,18}")) {
            throw new PropertyException(
                    "foretoken.vector.threshold must be a number of pairs, 0 or more, not '" + property + "'");
        }
        return Long.parseLong(property.trim());
    }
}
