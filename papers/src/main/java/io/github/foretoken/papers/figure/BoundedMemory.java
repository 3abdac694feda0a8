package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.RandomFeatures;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What Kaczmarz's method with the exponential kernel loses by bounded memory on instances 2 and 4: mean squared errors over
 * the second half of sequences, on a dictionary and on random features of both forms, over the bytes that each remembers.
 * Everything follows from the seed.
 */
final class BoundedMemory {
    private static final int[] DIMENSIONS = {4, 16};
    private static final int[] INSTANCES = {2, 4};
    private static final int SMALLEST = 8;

    /** How much is computed. */
    enum Size {
        /** For the figure. */
        FULL(2000, 3, 10),
        /** For a look. */
        QUICK(300, 1, 5);

        final int length;
        final int sequences;
        final int sizes;

        Size(int length, int sequences, int sizes) {
            this.length = length;
            this.sequences = sequences;
            this.sizes = sizes;
        }
    }

    /** What bounds the memory. */
    enum Form {
        /** Keys of a budget. */
        BUDGET("budget"),
        /** Cosines and sines. */
        WAVES("waves"),
        /** Exponentials. */
        POSITIVE("positive");

        final String name;

        Form(String name) {
            this.name = name;
        }

        private Predictor of(Predictor exact, int size, long seed) {
            return switch (this) {
                case BUDGET -> exact.withBudget(size);
                case WAVES -> exact.withRandomFeatures(new RandomFeatures(RandomFeatures.Form.WAVES, size, seed));
                case POSITIVE -> exact.withRandomFeatures(new RandomFeatures(RandomFeatures.Form.POSITIVE, size, seed));
            };
        }
    }

    /** One form's curve: bytes and errors for each size. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Curve(Form form, double[] bytes, double[] errors) {}

    /** One instance in one dimension; {@code exact} is the error of the method that remembers all tokens. */
    record Panel(int instance, int dimension, double exact, double exactBytes, List<Curve> curves) {
        String name() {
            return "instance" + instance + "_d" + dimension;
        }
    }

    private final double[] sizes;
    private final List<Panel> panels = new ArrayList<>();

    /** Computes it, saying so. */
    BoundedMemory(Size size, long seed, Consumer<String> progress) {
        sizes = IntStream.range(0, size.sizes).mapToDouble(i -> SMALLEST << i).toArray();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int d : DIMENSIONS) {
            for (int instance : INSTANCES) {
                progress.accept("memory: instance " + instance + " in R^" + d);
                List<Matrix> sequences = new ArrayList<>();
                for (int i = 0; i < size.sequences; i++) {
                    TokenSequence sequence = instance == 2 ? RotationSequence.random(d, seeds.nextLong())
                            : NonlinearRotationSequence.random(d, seeds.nextLong());
                    sequences.add(sequence.tokens(size.length + 1));
                }
                panels.add(panel(instance, d, sequences));
            }
        }
    }

    private Panel panel(int instance, int dimension, List<Matrix> sequences) {
        Predictor exact = Predictor.kaczmarz(Kernel.exponential(), dimension);
        List<Curve> curves = new ArrayList<>();
        for (Form form : Form.values()) {
            double[] bytes = new double[sizes.length];
            double[] errors = new double[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                double[] mean = mean(sequences, form, exact, (int) sizes[i]);
                bytes[i] = mean[0];
                errors[i] = mean[1];
            }
            curves.add(new Curve(form, bytes, errors));
        }
        double[] all = mean(sequences, null, exact, 0);
        return new Panel(instance, dimension, all[1], all[0], curves);
    }

    /** Bytes and errors, means over sequences: of the form, or of the exact one if that is null. */
    private static double[] mean(List<Matrix> sequences, Form form, Predictor exact, int size) {
        double[] mean = new double[2];
        for (int i = 0; i < sequences.size(); i++) {
            Predictor predictor = form == null ? exact.copy() : form.of(exact, size, i);
            mean[1] += error(predictor, sequences.get(i)) / sequences.size();
            mean[0] += (double) predictor.memoryBytes() / sequences.size();
        }
        return mean;
    }

    /** The mean of squared distances to the next token over the second half. */
    private static double error(Predictor predictor, Matrix tokens) {
        double sum = 0;
        int first = tokens.rows() / 2;
        for (int t = 0; t + 1 < tokens.rows(); t++) {
            predictor.observe(tokens.row(t));
            double[] next = tokens.row(t + 1);
            double[] prediction = predictor.predict();
            for (int c = 0; c < next.length && t >= first; c++) {
                sum += Math.pow(next[c] - prediction[c], 2);
            }
        }
        return sum / (tokens.rows() - 1 - first);
    }

    List<Panel> panels() {
        return panels;
    }

    /** Over the number of keys or of features: bytes and errors of each form, and the error of all tokens. */
    CurveTable table() {
        CurveTable table = new CurveTable("size", sizes);
        for (Panel panel : panels) {
            for (Curve curve : panel.curves()) {
                table.add(panel.name() + "_" + curve.form().name + "_bytes", curve.bytes());
                table.add(panel.name() + "_" + curve.form().name, curve.errors());
            }
            double[] exact = new double[sizes.length];
            Arrays.fill(exact, panel.exact());
            table.add(panel.name() + "_all_tokens", exact);
        }
        return table;
    }
}
