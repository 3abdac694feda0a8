package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Parallelism;
import io.github.foretoken.papers.ical.descent.Rotations;
import io.github.foretoken.training.FloatAdam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Trains a network by Adam. Everything follows from the seed, whatever the number of threads. */
public final class NetworkTraining {
    /** The authors' learning rate. */
    public static final double RATE = 1e-2;
    /** The authors' number of sequences a step. */
    public static final int BATCH = 1024;
    /** Sequences at a time: few enough for the cache, enough for matrix products. */
    private static final int AUGMENTED_ROOM = 16;
    private static final int HEADS_ROOM = 64;

    private final Rotations training;
    private final int batch;
    private final Parallelism parallelism;
    private final float[] weights;
    private final FloatAdam adam;
    private final Random random;
    private final Supplier<TrainableNetwork> maker;
    private final Queue<TrainableNetwork> networks = new ConcurrentLinkedQueue<>();
    /** Sequences of one job. */
    private final int chunk;

    /**
     * Before the first epoch.
     *
     * @param maker of networks, one for each thread
     * @param start the weights, copied
     * @param batch sequences a step
     */
    NetworkTraining(Supplier<TrainableNetwork> maker, float[] start, Rotations training, int batch, long seed,
            Parallelism parallelism) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be 1 or more, not " + batch);
        }
        this.maker = maker;
        this.training = training;
        this.batch = batch;
        this.parallelism = parallelism;
        weights = start.clone();
        adam = new FloatAdam(weights.length);
        random = new Random(seed);
        networks.add(maker.get());
        chunk = networks.element().room();
    }

    /** Of layers on augmented tokens. */
    public static NetworkTraining ofLayers(int layers, Rotations training, int batch, long seed,
            Parallelism parallelism) {
        NetworkShape shape = new NetworkShape(training.dimension(), layers);
        return new NetworkTraining(() -> new AugmentedNetwork(shape, training.length(), AUGMENTED_ROOM),
                shape.random(seed), training, batch, seed, parallelism);
    }

    /** Of one layer of many heads. */
    public static NetworkTraining ofHeads(int heads, Rotations training, int batch, long seed,
            Parallelism parallelism) {
        HeadsShape shape = new HeadsShape(training.dimension(), heads, training.length());
        return new NetworkTraining(() -> new HeadsNetwork(shape, HEADS_ROOM), shape.random(seed), training, batch, seed,
                parallelism);
    }

    /** How many weights there are. */
    public int size() {
        return weights.length;
    }

    /** The weights as they are, a copy. */
    public float[] weights() {
        return weights.clone();
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

    /** The same for each row. */
    public double[] errorsByRow(Rotations test) {
        double[] errors = new double[test.length()];
        double[] wide = wide();
        TrainableNetwork network = networks.element();
        int[] all = IntStream.range(0, test.count()).toArray();
        for (int from = 0; from < all.length; from += chunk) {
            int to = Math.min(all.length, from + chunk);
            network.squares(wide, test, all, from, to, 1, null);
            double[] squares = network.squaresByRow(to - from);
            for (int t = 0; t < errors.length; t++) {
                errors[t] += squares[t] / (all.length * (double) test.dimension());
            }
        }
        return errors;
    }

    private double[] wide() {
        double[] wide = new double[weights.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = weights[i];
        }
        return wide;
    }

    private static double coordinates(Rotations rotations, int sequences) {
        return (double) sequences * rotations.length() * rotations.dimension();
    }

    private double squares(Rotations rotations, int[] order, int from, int to, double[] gradient) {
        double[] wide = wide();
        int chunks = (to - from + chunk - 1) / chunk;
        double[] squares = new double[chunks];
        double[][] gradients = new double[chunks][gradient == null ? 0 : weights.length];
        parallelism.run(chunks, job -> {
            TrainableNetwork pooled = networks.poll();
            TrainableNetwork network = pooled != null ? pooled : maker.get();
            int first = from + job * chunk;
            squares[job] = network.squares(wide, rotations, order, first, Math.min(to, first + chunk),
                    1 / coordinates(rotations, to - from), gradient == null ? null : gradients[job]);
            networks.add(network);
        });
        double sum = 0;
        for (int job = 0; job < chunks; job++) {
            sum += squares[job];
            for (int i = 0; i < gradients[job].length; i++) {
                gradient[i] += gradients[job][i];
            }
        }
        return sum;
    }
}
