package io.github.foretoken.papers.ical.augmented;

import io.github.foretoken.Parallelism;
import io.github.foretoken.papers.ical.descent.Rotations;
import io.github.foretoken.training.FloatAdam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Trains an {@link AugmentedNetwork} by Adam. Everything follows from the seed, whatever the number of threads. */
public final class NetworkTraining {
    /** The authors' learning rate. */
    public static final double RATE = 1e-2;
    /** The authors' number of sequences a step. */
    public static final int BATCH = 1024;
    /** Sequences of one job: few enough for the cache, enough for matrix products. */
    private static final int CHUNK = 16;

    private final NetworkShape shape;
    private final Rotations training;
    private final int batch;
    private final Parallelism parallelism;
    private final float[] weights;
    private final FloatAdam adam;
    private final Random random;
    private final Queue<AugmentedNetwork> networks = new ConcurrentLinkedQueue<>();

    /**
     * Before the first epoch.
     *
     * @param batch sequences a step
     */
    public NetworkTraining(int layers, Rotations training, int batch, long seed, Parallelism parallelism) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be 1 or more, not " + batch);
        }
        shape = new NetworkShape(training.dimension(), layers);
        this.training = training;
        this.batch = batch;
        this.parallelism = parallelism;
        weights = shape.random(seed);
        adam = new FloatAdam(weights.length);
        random = new Random(seed);
    }

    /** How many weights there are. */
    public int size() {
        return weights.length;
    }

    /** One pass over the training sequences; returns their mean squared error of a coordinate, each seen before its step. */
    public double epoch() {
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, training.count()).boxed().toList());
        Collections.shuffle(shuffled, random);
        int[] order = shuffled.stream().mapToInt(Integer::intValue).toArray();
        double squares = 0;
        for (int from = 0; from < order.length; from += batch) {
            int to = Math.min(order.length, from + batch);
            double[] gradient = new double[weights.length];
            squares += squares(training, order, from, to, gradient);
            float[] rounded = new float[weights.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) gradient[i];
            }
            adam.step(weights, rounded, RATE);
        }
        return squares / coordinates(training, order.length);
    }

    /** The mean squared error of a coordinate on other sequences. */
    public double error(Rotations test) {
        int[] all = IntStream.range(0, test.count()).toArray();
        return squares(test, all, 0, all.length, null) / coordinates(test, all.length);
    }

    private static double coordinates(Rotations rotations, int sequences) {
        return (double) sequences * rotations.length() * rotations.dimension();
    }

    private double squares(Rotations rotations, int[] order, int from, int to, double[] gradient) {
        double[] wide = new double[weights.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = weights[i];
        }
        int chunks = (to - from + CHUNK - 1) / CHUNK;
        double[] squares = new double[chunks];
        double[][] gradients = new double[chunks][gradient == null ? 0 : weights.length];
        parallelism.run(chunks, chunk -> {
            AugmentedNetwork pooled = networks.poll();
            AugmentedNetwork network = pooled != null ? pooled : new AugmentedNetwork(shape, training.length(), CHUNK);
            int first = from + chunk * CHUNK;
            squares[chunk] = network.squares(wide, rotations, order, first, Math.min(to, first + CHUNK),
                    1 / coordinates(rotations, to - from), gradient == null ? null : gradients[chunk]);
            networks.add(network);
        });
        double sum = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            sum += squares[chunk];
            for (int i = 0; i < gradients[chunk].length; i++) {
                gradient[i] += gradients[chunk][i];
            }
        }
        return sum;
    }
}
