package io.github.foretoken.papers.ical.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.papers.ical.descent.OneStep.Sample;
import java.util.Arrays;

/**
 * What can be predicted of {@link Rotations} in context without any training: mean squared errors of a coordinate, over all
 * sequences and rows, row r knowing r pairs. One step of descent on {@code 1/2 sum |M s_t - s_{t+1}|²} from M = 0 is the first
 * iterate u^1 of causal kernel descent with the linear kernel, and is computed as that.
 */
public final class InContextDescent {
    private static final int PARTS = 64;

    private final Rotations rotations;
    private final int d;
    private final int rows;
    private final Parallelism parallelism;

    /** Of these sequences. */
    public InContextDescent(Rotations rotations, Parallelism parallelism) {
        this.rotations = rotations;
        d = rotations.dimension();
        rows = rotations.length();
        this.parallelism = parallelism;
    }

    /** Of predicting zero. */
    public double zero() {
        return 1.0 / d;
    }

    /** For each row, gain and power of one step of size 1, of a coordinate. */
    public Sample[] oneStep() {
        CausalDescent step = CausalDescent.of(Kernel.linear()).withStep(1).withParallelism(Parallelism.sequential());
        double[] sums = sum(2 * rows, sequence -> {
            Matrix predictions = step.iterate(sequence.rows(0, rows), 1);
            double[] products = new double[2 * rows];
            for (int r = 0; r < rows; r++) {
                products[2 * r] = dot(predictions.row(r), sequence.row(r + 1)) / d;
                products[2 * r + 1] = dot(predictions.row(r), predictions.row(r)) / d;
            }
            return products;
        });
        Sample[] samples = new Sample[rows];
        Arrays.setAll(samples, r -> new Sample(sums[2 * r], sums[2 * r + 1]));
        return samples;
    }

    /** Of one step of the one size that is best for all rows. */
    public double oneStepError(Sample[] samples) {
        Sample all = Sample.mean(samples);
        return zero() - all.gain() * all.gain() / all.power();
    }

    /** Of one step, of the size that is best for each row. */
    public double oneStepErrorByRow(Sample[] samples) {
        // Row 0 knows nothing.
        return zero() - Arrays.stream(samples, 1, rows).mapToDouble(s -> s.gain() * s.gain() / s.power()).sum() / rows;
    }

    /** Of one step's direction, at the length that is best for each row. */
    public double rescaled() {
        CausalDescent step = CausalDescent.of(Kernel.linear()).withStep(1).withParallelism(Parallelism.sequential());
        double[] cosines = sum(rows, sequence -> {
            Matrix predictions = step.iterate(sequence.rows(0, rows), 1);
            double[] ofRows = new double[rows];
            for (int r = 1; r < rows; r++) {
                double[] p = predictions.row(r);
                ofRows[r] = dot(p, sequence.row(r + 1)) / Math.sqrt(dot(p, p));
            }
            return ofRows;
        });
        return zero() * (1 - dot(cosines, cosines) / rows);
    }

    /** Of 0, 1, ... {@code depth} steps of one size, each row descending on its own pairs. */
    public double[] steps(double size, int depth) {
        return sum(depth + 1, sequence -> {
            double[] errors = new double[depth + 1];
            PairSums pairs = new PairSums(d);
            for (int r = 0; r < rows; r++) {
                double[] estimate = new double[d * d];
                for (int n = 0; n <= depth; n++) {
                    errors[n] += pairs.error(estimate, sequence.row(r), sequence.row(r + 1)) / (rows * d);
                    estimate = pairs.step(estimate, size);
                }
                pairs.add(sequence.row(r), sequence.row(r + 1));
            }
            return errors;
        });
    }

    /** Of the limit u* of causal kernel descent. */
    public double limit() {
        ForwardSubstitution linear = ForwardSubstitution.of(Kernel.linear()).withParallelism(Parallelism.sequential());
        return sum(1, sequence -> {
            Matrix predictions = linear.limit(sequence.rows(0, rows));
            double error = 0;
            for (int r = 0; r < rows; r++) {
                error += distance(predictions.row(r), sequence.row(r + 1));
            }
            return new double[]{error / (rows * d)};
        })[0];
    }

    /** Of the least of all matrices that fit all pairs: W on the span of the tokens before the last, 0 across it. */
    public double leastSquares() {
        return sum(1, sequence -> {
            double[][] basis = new double[d][];
            int rank = 0;
            double error = 0;
            for (int r = 0; r < rows && rank < d; r++) {
                // W keeps lengths, so the error is what of s_r is new.
                double[] left = sequence.row(r);
                for (int pass = 0; pass < 2; pass++) {
                    for (int i = 0; i < rank; i++) {
                        double along = dot(basis[i], left);
                        for (int j = 0; j < d; j++) {
                            left[j] -= along * basis[i][j];
                        }
                    }
                }
                double length = Math.sqrt(dot(left, left));
                error += length * length;
                basis[rank++] = Arrays.stream(left).map(x -> x / length).toArray();
            }
            return new double[]{error / (rows * d)};
        })[0];
    }

    /** Means over the sequences; on several threads, in an order that does not depend on how many. */
    private double[] sum(int size, SequenceFunction ofSequence) {
        double[][] parts = new double[PARTS][size];
        parallelism.run(PARTS, part -> {
            for (int i = part; i < rotations.count(); i += PARTS) {
                addTo(parts[part], ofSequence.apply(rotations.sequence(i)));
            }
        });
        double[] mean = new double[size];
        for (double[] part : parts) {
            addTo(mean, part);
        }
        return Arrays.stream(mean).map(x -> x / rotations.count()).toArray();
    }

    private interface SequenceFunction {
        double[] apply(Matrix sequence);
    }

    private static void addTo(double[] sum, double[] terms) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += terms[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
