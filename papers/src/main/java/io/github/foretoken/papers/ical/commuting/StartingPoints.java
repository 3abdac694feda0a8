package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where descent on the orthogonal loss, which is not convex, leads from several starts: to the trigonometric formula from most,
 * into another branch from some.
 */
public final class StartingPoints {
    /** How many starts; their seeds follow the given one. */
    public static final int COUNT = 12;

    private static final int HEADS = 8;
    private static final int DIMENSION = 10;
    private static final int TOKENS = 20;
    private static final double SCALE = 0.1;
    private static final double RATE = 1e-3;
    private static final double STEPS_BY = 1.08;
    private static final int STEPS = 20_000;
    private static final int QUICK_STEPS = 4000;

    private final long firstSeed;
    private final int[] steps;
    private final double[][] losses = new double[COUNT][];
    private final HeadSolution[] solutions = new HeadSolution[COUNT];

    private StartingPoints(long firstSeed, int[] steps) {
        this.firstSeed = firstSeed;
        this.steps = steps;
    }

    /** Descends from the seeds {@code seed + 1} to {@code seed + 12} of {@link Random}. */
    public static StartingPoints run(long seed, boolean quick) {
        int last = quick ? QUICK_STEPS : STEPS;
        int[] steps = IntStream
                .concat(IntStream.of(0, last),
                        DoubleStream.iterate(100, s -> s < last, s -> s * STEPS_BY).mapToInt(s -> (int) s))
                .sorted()
                .distinct()
                .toArray();
        return run(seed, steps);
    }

    /** The same, with losses taken after these numbers of steps, ascending. */
    static StartingPoints run(long seed, int... steps) {
        StartingPoints points = new StartingPoints(seed + 1, steps);
        Parallelism.automatic().run(COUNT, i -> {
            HeadWeights start = HeadWeights.random(HEADS, DIMENSION, TOKENS, SCALE, new Random(points.seed(i)));
            HeadDescent descent = new HeadDescent(CommutingLoss.ORTHOGONAL, start, RATE);
            points.losses[i] = Arrays.stream(steps).mapToDouble(descent::until).toArray();
            points.solutions[i] = HeadSolution.of(CommutingLoss.ORTHOGONAL, descent.weights());
        });
        return points;
    }

    /** {@link #COUNT}. */
    public int count() {
        return COUNT;
    }

    /** Of a start, counted from 0. */
    public long seed(int start) {
        return firstSeed + start;
    }

    /** After how many steps losses were taken, a copy. */
    public double[] steps() {
        return Arrays.stream(steps).asDoubleStream().toArray();
    }

    /** Its losses, a copy. */
    public double[] losses(int start) {
        return losses[start].clone();
    }

    /** Where it has got to. */
    public HeadSolution solution(int start) {
        return solutions[start];
    }

    /** How many reach the trigonometric formula. */
    public long reached() {
        return Arrays.stream(solutions).filter(HeadSolution::trigonometric).count();
    }

    CurveTable table() {
        CurveTable table = new CurveTable("step", steps());
        for (int i = 0; i < COUNT; i++) {
            table.add("start" + seed(i), losses[i]);
        }
        return table;
    }
}
