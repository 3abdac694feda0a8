package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The log-loss of an attention layer in coordinates c of W: choices among alternatives whose scores are linear in c. It is
 * convex, and minimised by Newton's method:
 * {@code (1/n) sum over choices of [log-sum-exp of all scores - log-sum-exp of the label's] + ridge/2 |c|²}.
 */
public final class ConditionalLogit {
    private static final int MOST_STEPS = 200;
    /** Of Newton's decrement, twice what is left to gain: far below what the loss resolves, as far as rounding goes. */
    private static final double TOLERANCE = 1e-26;

    /**
     * A choice.
     *
     * @param features one row an alternative
     * @param chosen whether an alternative is the label; they then all have the same features
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Choice(double[][] features, boolean[] chosen) {}

    /**
     * A minimum.
     *
     * @param coordinates c
     * @param loss without the ridge
     * @param gradientNorm with the ridge
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Minimum(double[] coordinates, double loss, double gradientNorm) {}

    private final List<Choice> choices;
    private final int samples;
    private final int dimension;

    /**
     * The loss.
     *
     * @param choices may be fewer than the samples: those that are certain count as no loss
     * @param samples n
     * @param dimension of c
     */
    ConditionalLogit(List<Choice> choices, int samples, int dimension) {
        this.choices = List.copyOf(choices);
        this.samples = samples;
        this.dimension = dimension;
    }

    /** In the coordinates of a basis of d x d matrices, with samples reduced to some of their tokens. */
    public static ConditionalLogit of(AttentionLayer layer, List<double[]> basis, List<Sample> reduced) {
        List<Choice> choices = reduced.stream().map(sample -> {
            double[][] features = new double[sample.tokens().size()][basis.size()];
            boolean[] chosen = new boolean[features.length];
            for (int b = 0; b < basis.size(); b++) {
                double[] key = Vectors.multiply(basis.get(b), layer.embedding(sample.last()));
                for (int t = 0; t < features.length; t++) {
                    features[t][b] = Vectors.dot(layer.embedding(sample.tokens().get(t)), key);
                }
            }
            for (int t = 0; t < chosen.length; t++) {
                chosen[t] = sample.tokens().get(t) == sample.label();
            }
            return new Choice(features, chosen);
        }).toList();
        return new ConditionalLogit(choices, layer.samples().size(), basis.size());
    }

    /**
     * The minimum.
     *
     * @param ridge 0 or more; without one the minimum must exist
     * @param start not modified
     */
    public Minimum minimise(double ridge, double[] start) {
        double[] c = start.clone();
        double[] gradient = new double[dimension];
        double[][] hessian = new double[dimension][dimension];
        double loss = evaluate(c, ridge, gradient, hessian);
        for (int step = 0; step < MOST_STEPS && dimension > 0; step++) {
            double[] direction = solve(hessian, gradient);
            double decrement = Vectors.dot(gradient, direction);
            if (decrement <= TOLERANCE) {
                break;
            }
            double length = 1;
            double[] next;
            double reached;
            do {
                next = c.clone();
                Vectors.add(-length, direction, next);
                reached = evaluate(next, ridge, null, null);
                length /= 2;
                // The last steps gain less than the loss resolves.
            } while (reached > loss - length * decrement / 2 + 8 * Math.ulp(loss) && length > 1e-12);
            c = next;
            loss = evaluate(c, ridge, gradient, hessian);
        }
        double norm = Vectors.norm(gradient);
        return new Minimum(c, loss - ridge / 2 * Vectors.dot(c, c), norm);
    }

    private static double[] solve(double[][] hessian, double[] gradient) {
        RealMatrix matrix = MatrixUtils.createRealMatrix(hessian);
        return new CholeskyDecomposition(matrix, 1e-12, 0).getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
    }

    /** The loss with the ridge; gradient and hessian are overwritten, unless null. */
    private double evaluate(double[] c, double ridge, double[] gradient, double[][] hessian) {
        if (gradient != null) {
            for (int b = 0; b < dimension; b++) {
                gradient[b] = ridge * c[b];
                Arrays.fill(hessian[b], 0);
                hessian[b][b] = ridge;
            }
        }
        double sum = 0;
        for (Choice choice : choices) {
            double[] scores = new double[choice.features.length];
            double greatest = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < scores.length; t++) {
                scores[t] = Vectors.dot(choice.features[t], c);
                greatest = Math.max(greatest, scores[t]);
            }
            double all = 0;
            double label = 0;
            for (int t = 0; t < scores.length; t++) {
                double weight = Math.exp(scores[t] - greatest);
                all += weight;
                label += choice.chosen[t] ? weight : 0;
            }
            sum += Math.log(all / label);
            if (gradient != null) {
                addDerivatives(choice, AttentionLayer.softmax(scores), gradient, hessian);
            }
        }
        return sum / samples + ridge / 2 * Vectors.dot(c, c);
    }

    /** The gradient is the mean of features less the label's, the Hessian their covariance. */
    private void addDerivatives(Choice choice, double[] a, double[] gradient, double[][] hessian) {
        double[] mean = new double[dimension];
        double[] label = null;
        for (int t = 0; t < a.length; t++) {
            Vectors.add(a[t], choice.features[t], mean);
            label = choice.chosen[t] ? choice.features[t] : label;
        }
        Vectors.add(1.0 / samples, mean, gradient);
        Vectors.add(-1.0 / samples, label, gradient);
        for (int t = 0; t < a.length; t++) {
            double[] off = Vectors.difference(choice.features[t], mean);
            for (int b = 0; b < dimension; b++) {
                double weighted = a[t] / samples * off[b];
                for (int c = 0; c <= b; c++) {
                    hessian[b][c] += weighted * off[c];
                    // Both halves by one rounding, because symmetry is checked to the bit.
                    hessian[c][b] = hessian[b][c];
                }
            }
        }
    }
}
