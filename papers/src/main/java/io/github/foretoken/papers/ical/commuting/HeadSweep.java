package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Parallelism;
import java.util.Arrays;
import java.util.Random;

/**
 * What few heads can reach: the loss per row after descent from several starts, for H = 1 to d heads. The least possible is
 * d - H for unitary matrices, and max(0, d - 2H) for orthogonal ones, where a conjugate pair can share a head.
 */
public final class HeadSweep {
    /** d. */
    public static final int DIMENSION = 6;
    /** Rows of P. */
    public static final int ROWS = 5;

    private static final double SCALE = 0.3;
    private static final double RATE = 0.01;

    private HeadSweep() {}

    /**
     * Descends.
     *
     * @param starts how many, for each number of heads
     * @return element [H - 1][s] being the loss per row that start s leads to
     */
    public static double[][] losses(CommutingLoss family, int starts, int steps, long seed) {
        double[][] losses = new double[DIMENSION][starts];
        Parallelism.automatic().run(DIMENSION * starts, job -> {
            int heads = job / starts + 1;
            int start = job % starts;
            HeadWeights weights =
                    HeadWeights.random(heads, DIMENSION, ROWS + 1, SCALE, new Random(seed * starts + start + 1));
            losses[heads - 1][start] = new HeadDescent(family, weights, RATE).until(steps) / ROWS;
        });
        return losses;
    }

    /** The least loss per row of any weights with that many heads. */
    public static double least(CommutingLoss family, int heads) {
        return Math.max(0, DIMENSION - (family == CommutingLoss.ORTHOGONAL ? 2 : 1) * heads);
    }

    /** The least of each row. */
    public static double[] best(double[][] losses) {
        return Arrays.stream(losses).mapToDouble(row -> Arrays.stream(row).min().orElseThrow()).toArray();
    }
}
