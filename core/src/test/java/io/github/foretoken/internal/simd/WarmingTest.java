package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that change places in the middle of a job must have the same bits. */
class WarmingTest {
    private static final int SIDE = 53;
    /** Where exponentials saturate, are subnormal, or are not numbers. */
    private static final double[] EXTREMES = {0, -0.0, 1021, -1021, 1022.5, -1022.5, 1073.3, -1074, 1e5, -1e5, 1e300,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE, 126.7, -149.3};

    @BeforeEach
    void wantsVectors() {
        assumeTrue(!System.getProperty("foretoken.test.expect", "").equals("scalar"));
    }

    private static double[] numbers(int count, Random random) {
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextInt(5) == 0 ? EXTREMES[random.nextInt(EXTREMES.length)] : 8 * random.nextGaussian();
        }
        return x;
    }

    /** Finite ones, of which products and sums are not all NaN. */
    private static double[] small(int count, Random random) {
        return random.doubles(count, -2, 2).toArray();
    }

    /** All loops of one twin, on numbers of which nothing is assumed; what they leave behind, one array after the other. */
    private static double[] everything(Microkernels loops, long seed) {
        Random random = new Random(seed);
        int m = 1 + random.nextInt(SIDE - 1);
        int n = 1 + random.nextInt(SIDE - 1);
        int k = random.nextInt(SIDE);
        int stride = SIDE + random.nextInt(3);
        double[] a = small(SIDE * stride + 8, random);
        double[] b = small(SIDE * stride + 8, random);
        double[] row = small(SIDE + 8, random);
        double[] sums = small(SIDE + 8, random);
        double[] product = small(SIDE * stride + 8, random);
        loops.gemm(m, n, k, a, 3, stride, b, 2, stride, product, 1, stride);
        double[] affine = new double[product.length];
        loops.affine(m, n, k, a, 3, stride, loops.rows(), b, 2, stride, loops.panelWidth(), row, 1, sums, 2, affine, 5,
                stride);
        double[] rows = small(product.length, random);
        int strips = Microkernels.STRIP * (1 + random.nextInt(8));
        int vectors = loops.lanes() * (1 + random.nextInt(Math.max(1, 48 / loops.lanes())));
        loops.rowProduct(random.nextBoolean(), strips, vectors, k, a, 3, stride, b, 2, stride, loops.panelWidth(), rows,
                4, stride);
        double[] powers = numbers(SIDE * stride + 8, random);
        double[] x = powers.clone();
        loops.columnMaxima(m, n, x, 1, stride, sums, 2);
        loops.exp2(powers, 3, m * n);
        loops.exp2Columns(m, n, x, 1, stride, row, 1, sums, 2);
        loops.columnSums(m, n, x, 1, stride, sums, 2);
        loops.scaleColumns(m, n, x, 1, stride, row, 3);
        loops.columnProducts(m, n, a, b, 1, stride, sums, 2);
        loops.softmaxGradient(0.3, m, n, a, x, 1, stride, row, 1);
        return Stream.of(product, affine, rows, powers, x, sums).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] everythingOfKernels(ScoreMicrokernels loops, long seed) {
        Random random = new Random(seed);
        int m = 1 + random.nextInt(SIDE - 1);
        int n = 1 + random.nextInt(SIDE - 1);
        double[] a = small(SIDE * SIDE, random);
        double[] b = small(SIDE * SIDE, random);
        double[] distances = new double[SIDE * SIDE];
        loops.squaredDistances(-0.7, m, n, random.nextInt(SIDE), a, 0, SIDE, b, 0, SIDE, distances, 0, SIDE);
        double[] roots = numbers(SIDE * SIDE, random);
        double[] powers = roots.clone();
        loops.negatedRoot(roots, 1, m * n);
        double[] matern = a.clone();
        loops.timesMaternPolynomial(matern, 1, m * n, b, 2, 0.69, 0.16);
        loops.power(powers, 1, m * n, 1 + random.nextInt(6));
        return Stream.of(distances, roots, matern, powers).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] everythingOfLanes(LaneLoops loops, long seed) {
        Random random = new Random(seed);
        int lanes = loops.lanes();
        int m = 1 + random.nextInt(9);
        int n = 1 + random.nextInt(12);
        int k = random.nextInt(12);
        int stride = 13 * lanes;
        double[] a = small(13 * stride, random);
        double[] b = small(13 * stride, random);
        double[] c = small(13 * stride, random);
        loops.addProducts(m, n, k, a, lanes, stride, lanes, b, 0, stride, lanes, c, 0, stride);
        loops.addProducts(m, n, k, c, 0, stride, lanes, b, 0, lanes, stride, a, lanes, stride);
        double[] distances = new double[13 * stride];
        loops.squaredDistances(-0.3, m, n, k, a, 0, stride, b, 0, stride, distances, 0, stride);
        double[] biases = new double[13 * stride];
        loops.addBiases(m, n, a, 0, b, 0, biases, 0, stride);
        double[] x = numbers(n * lanes, random);
        double[] rows = new double[4 * lanes];
        loops.maximum(n, x, 0, rows, 0);
        loops.sum(n, x, 0, rows, lanes);
        double[] divisors = small(lanes, random);
        divisors[random.nextInt(lanes)] = random.nextBoolean() ? 0 : -0.0;
        loops.divide(n, x, 0, divisors, 0);
        loops.subtract(n, x, 0, rows, 0);
        return Stream.of(a, c, distances, biases, x, rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Compiling everything takes its time, and once is enough of it. */
    @Test
    @DisabledIfSystemProperty(named = "foretoken.vector", matches = "true")
    void lanesHaveTheBitsOfVectorsBeforeAndAfter() {
        VectorLaneLoops vectors = new VectorLaneLoops();
        WarmingLaneLoops warming = new WarmingLaneLoops(vectors, false);
        for (int round = 0; round < 2; round++) {
            for (long seed = 0; seed < 200; seed++) {
                assertThat(everythingOfLanes(warming, seed)).as("seed %d", seed)
                        .containsExactly(everythingOfLanes(vectors, seed));
            }
            warming.warmUp();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void fusedLoopsHaveTheBitsOfVectors(int part) {
        VectorScoreMicrokernels vectors = new VectorScoreMicrokernels();
        FusedScoreMicrokernels fused = new FusedScoreMicrokernels(vectors);
        FloatVectorScoreMicrokernels narrow = new FloatVectorScoreMicrokernels();
        FloatScoreAdapter narrowVectors = new FloatScoreAdapter(narrow);
        FloatScoreAdapter narrowFused = new FloatScoreAdapter(new FloatFusedScoreMicrokernels(narrow));
        for (long seed = 1000L * part; seed < 1000L * part + 60; seed++) {
            assertThat(everything(fused, seed)).as("seed %d", seed).containsExactly(everything(vectors, seed));
            assertThat(everythingOfKernels(fused, seed)).as("seed %d", seed)
                    .containsExactly(everythingOfKernels(vectors, seed));
            assertThat(everything(narrowFused, seed)).as("seed %d", seed)
                    .containsExactly(everything(narrowVectors, seed));
            assertThat(everythingOfKernels(narrowFused, seed)).as("seed %d", seed)
                    .containsExactly(everythingOfKernels(narrowVectors, seed));
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "foretoken.vector", matches = "true")
    void vectorsTakeOverAndNothingShows() {
        VectorScoreMicrokernels vectors = new VectorScoreMicrokernels();
        WarmingScoreMicrokernels warming =
                new WarmingScoreMicrokernels(vectors, new FusedScoreMicrokernels(vectors), false);
        double[] before = everything(warming, 7);
        double[] kernels = everythingOfKernels(warming, 7);
        warming.warmUp();
        assertThat(everything(warming, 7)).containsExactly(before).containsExactly(everything(vectors, 7));
        assertThat(everythingOfKernels(warming, 7)).containsExactly(kernels)
                .containsExactly(everythingOfKernels(vectors, 7));
    }

    /** Enough work starts the thread that compiles what is in use, by itself and once; another loop starts it again. */
    @Test
    void enoughWorkStartsAThread() throws InterruptedException {
        // Other tests may have started the thread of the loops that all share.
        Set<Thread> others = threads();
        AtomicInteger used = new AtomicInteger();
        AtomicInteger idle = new AtomicInteger();
        VectorScoreMicrokernels vectors = new VectorScoreMicrokernels();
        new WarmingScoreMicrokernels(vectors, new FusedScoreMicrokernels(vectors), false).queue().count((1L << 29) - 1);
        assertThat(others).containsAll(threads());
        WarmUpQueue queue = new WarmUpQueue(1000);
        Semaphore held = new Semaphore(0);
        Runnable slow = () -> LockSupport.parkNanos(100_000);
        WarmUpJob job = queue.add(() -> held(held, used), () -> slow, false);
        WarmUpJob later = queue.add(() -> held(held, idle), () -> slow, false);
        assertThat(job.ready(999)).isFalse();
        assertThat(others).containsAll(threads());
        job.ready(1);
        job.ready(1 << 20);
        end(others, held);
        assertThat(job.ready(0)).isTrue();
        assertThat(used).hasPositiveValue();
        assertThat(idle).hasValue(0);

        held.drainPermits();
        assertThat(later.ready(1)).isFalse();
        end(others, held);
        assertThat(later.ready(0)).isTrue();
        assertThat(idle).hasPositiveValue();
    }

    /** What counts its runs, once it is let go. */
    private static Runnable held(Semaphore held, AtomicInteger runs) {
        held.acquireUninterruptibly();
        return runs::incrementAndGet;
    }

    /** Lets the one thread that is not among these go, and waits for it; it keeps no process alive. */
    private static void end(Set<Thread> others, Semaphore held) throws InterruptedException {
        Set<Thread> started = threads();
        started.removeAll(others);
        assertThat(started).hasSize(1).allMatch(Thread::isDaemon);
        held.release(1000);
        for (Thread thread : started) {
            thread.join();
        }
    }

    /** What takes a second waits for vectors from the beginning; of what nobody knows how long it takes, does not. */
    @Test
    void largeJobsWaitForVectors() {
        assumeTrue(MicrokernelSelection.vector());
        assertThat(MicrokernelSelection.forPairs(MicrokernelSelection.pairs(16_384)))
                .isExactlyInstanceOf(VectorScoreMicrokernels.class);
        assertThat(MicrokernelSelection.floatsForPairs(MicrokernelSelection.pairs(16_384)))
                .isExactlyInstanceOf(FloatVectorScoreMicrokernels.class);
        assertThat(MicrokernelSelection.forPairs(MicrokernelSelection.pairs(8192)))
                .isExactlyInstanceOf(WarmingScoreMicrokernels.class);
        assertThat(MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN))
                .isExactlyInstanceOf(WarmingScoreMicrokernels.class);
    }

    @Test
    void sizesAreRepeatedOnceEachAndFitTheArrays() {
        WarmUpShapes shapes = new WarmUpShapes();
        for (int[] size : new int[][]{{48, 16}, {1, 16}, {48, 16}, {1000, 4099}, {1 << 20, Integer.MAX_VALUE}}) {
            shapes.see(size[0], size[1]);
        }
        assertThat(shapes.count()).isEqualTo(4);
        assertThat(shapes.rows(0)).isEqualTo(48);
        assertThat(shapes.columns(0)).isEqualTo(16);
        assertThat(shapes.columns(2)).isEqualTo(96 + 4099 % 96);
        shapes.seeAll();
        for (int i = 0; i < 1000; i++) {
            shapes.see(i, 2 * i);
        }
        for (int i = 0; i < shapes.count(); i++) {
            assertThat(shapes.rows(i)).isBetween(0, WarmUpShapes.SIDE);
            assertThat(shapes.columns(i)).isBetween(0, WarmUpShapes.SIDE);
        }
        VectorMicrokernels vectors = new VectorMicrokernels();
        WarmUpLoops loops = new WarmUpLoops(vectors);
        assertThatCode(() -> {
            loops.products(shapes);
            loops.affine(shapes);
            loops.rowProducts(shapes);
        }).doesNotThrowAnyException();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter(thread -> thread.getName().equals("foretoken-warm-up"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
