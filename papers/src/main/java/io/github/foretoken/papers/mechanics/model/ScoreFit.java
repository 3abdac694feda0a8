package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scores {@code e_i' W e_k} of one last token k that minimise the log-loss, summed over its samples, with
 * {@code ridge/2 |s|²} added. With orthonormal tokens that is all that the loss says of column k of W. It is strongly convex:
 * Newton's method, whose equations conjugate gradients solve, so that nothing grows with the square of the vocabulary.
 */
final class ScoreFit {
    private static final int MOST_STEPS = 200;
    /** Of the gradient: scores are then off by at most as much, since the ridge bounds curvature from below. */
    private static final double TOLERANCE = 1e-9;
    /** Of the gradient for each sample: what rounding leaves. */
    private static final double ROUNDING = 1e-14;
    private static final double ARMIJO = 1e-4;

    private final int size;
    private final double ridge;
    /** The numbers of each sample's tokens, of which equal ones count together, and how many there are of each. */
    private final int[][] tokens;
    private final double[][] counts;
    private final int[] labels;
    /** The attention of each sample where the gradient was last taken. */
    private final double[][] attention;

    private ScoreFit(List<Sample> samples, SortedMap<Integer, Integer> places, double ridge) {
        size = places.size();
        this.ridge = ridge;
        int n = samples.size();
        tokens = new int[n][];
        counts = new double[n][];
        attention = new double[n][];
        labels = new int[n];
        for (int i = 0; i < n; i++) {
            SortedMap<Integer, Integer> of = new TreeMap<>();
            samples.get(i).tokens().forEach(token -> of.merge(places.get(token), 1, Integer::sum));
            tokens[i] = of.keySet().stream().mapToInt(Integer::intValue).toArray();
            counts[i] = of.values().stream().mapToDouble(Integer::doubleValue).toArray();
            attention[i] = new double[tokens[i].length];
            labels[i] = places.get(samples.get(i).label());
        }
    }

    /**
     * Fits them.
     *
     * @param samples that end in one token, one or more
     * @param ridge more than 0
     * @return by token; all others have score 0
     */
    static SortedMap<Integer, Double> of(List<Sample> samples, double ridge) {
        SortedMap<Integer, Integer> places = new TreeMap<>();
        samples.forEach(sample -> sample.tokens().forEach(token -> places.put(token, 0)));
        int place = 0;
        for (int token : List.copyOf(places.keySet())) {
            places.put(token, place++);
        }
        double[] scores = new ScoreFit(samples, places, ridge).minimise();
        SortedMap<Integer, Double> fitted = new TreeMap<>();
        places.forEach((token, at) -> fitted.put(token, scores[at]));
        return fitted;
    }

    private double[] minimise() {
        double[] s = new double[size];
        double[] gradient = new double[size];
        double loss = loss(s);
        for (int step = 0; step < MOST_STEPS; step++) {
            differentiate(s, gradient);
            double norm = Vectors.norm(gradient);
            if (norm <= Math.max(TOLERANCE * ridge, ROUNDING * labels.length)) {
                break;
            }
            double[] direction = solve(gradient, Math.min(0.1, norm / labels.length) * norm);
            double decrease = Vectors.dot(gradient, direction);
            double[] next;
            double reached;
            double length = 2;
            do {
                length /= 2;
                next = s.clone();
                Vectors.add(-length, direction, next);
                reached = loss(next);
                // The last steps gain less than the loss resolves.
            } while (reached > loss - ARMIJO * length * decrease + 8 * Math.ulp(loss) && length > 1e-12);
            s = next;
            loss = reached;
        }
        return s;
    }

    private double loss(double[] s) {
        double loss = ridge / 2 * Vectors.dot(s, s);
        for (int i = 0; i < labels.length; i++) {
            double greatest = Double.NEGATIVE_INFINITY;
            double label = 0;
            for (int t = 0; t < tokens[i].length; t++) {
                greatest = Math.max(greatest, s[tokens[i][t]]);
                label = tokens[i][t] == labels[i] ? s[labels[i]] + Math.log(counts[i][t]) : label;
            }
            double sum = 0;
            for (int t = 0; t < tokens[i].length; t++) {
                sum += counts[i][t] * Math.exp(s[tokens[i][t]] - greatest);
            }
            loss += Math.log(sum) + greatest - label;
        }
        return loss;
    }

    /** Overwrites the gradient, and keeps the attention. */
    private void differentiate(double[] s, double[] gradient) {
        for (int j = 0; j < size; j++) {
            gradient[j] = ridge * s[j];
        }
        for (int i = 0; i < labels.length; i++) {
            for (int t = 0; t < tokens[i].length; t++) {
                attention[i][t] = s[tokens[i][t]] + Math.log(counts[i][t]);
            }
            AttentionLayer.softmax(attention[i]);
            for (int t = 0; t < tokens[i].length; t++) {
                gradient[tokens[i][t]] += attention[i][t];
            }
            gradient[labels[i]]--;
        }
    }

    /** The Hessian where the gradient was last taken, times v: covariances of attention. */
    private double[] curvature(double[] v) {
        double[] product = new double[size];
        Vectors.add(ridge, v, product);
        for (int i = 0; i < labels.length; i++) {
            double mean = 0;
            for (int t = 0; t < tokens[i].length; t++) {
                mean += attention[i][t] * v[tokens[i][t]];
            }
            for (int t = 0; t < tokens[i].length; t++) {
                product[tokens[i][t]] += attention[i][t] * (v[tokens[i][t]] - mean);
            }
        }
        return product;
    }

    /** Conjugate gradients for the Newton equations, until the residual is that small. */
    private double[] solve(double[] right, double least) {
        double[] x = new double[size];
        double[] residual = right.clone();
        double[] direction = right.clone();
        double square = Vectors.dot(residual, residual);
        for (int step = 0; step < 2 * size && Math.sqrt(square) > least; step++) {
            double[] curved = curvature(direction);
            double along = square / Vectors.dot(direction, curved);
            Vectors.add(along, direction, x);
            Vectors.add(-along, curved, residual);
            double next = Vectors.dot(residual, residual);
            for (int j = 0; j < size; j++) {
                direction[j] = residual[j] + next / square * direction[j];
            }
            square = next;
        }
        return x;
    }
}
