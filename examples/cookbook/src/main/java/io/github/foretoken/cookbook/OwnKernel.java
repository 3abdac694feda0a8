package io.github.foretoken.cookbook;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.Random;

/**
 * A kernel of one's own, k(x, y) = phi(x) . phi(y), by its features phi; and the prediction as what it is, a sum of dual
 * coefficients, each weighted by how alike its token is to the newest one.
 */
public final class OwnKernel {
    /** A clock's hand and its second harmonic, beside a value: tokens are alike at like times of the day. */
    static double[] phi(double hour, double value) {
        double angle = 2 * Math.PI * hour / 24;
        return new double[]{1, Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle), 0.1 * value};
    }

    static double kernel(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    public static void main(String[] args) {
        int length = 600;
        Random random = new Random(3);
        double[][] features = new double[length][];
        double[][] targets = new double[length][1];
        double value = 0;
        for (int t = 0; t < length; t++) {
            double hour = t % 24;
            double next = 0.6 * value + 3 * Math.sin(2 * Math.PI * hour / 24) + 0.5 * random.nextGaussian();
            features[t] = phi(hour, value);
            targets[t][0] = next;
            value = next;
        }

        // All predictions at once. The linear kernel of features is the kernel; a ridge, because the values are noisy.
        ForwardSubstitution own = ForwardSubstitution.of(Kernel.linear()).withRidge(0.05);
        Matrix x = Matrix.copyOf(features);
        Matrix predicted = own.predict(x, Matrix.copyOf(targets));

        // The last one by hand: mu of the tokens before it, weighted by the kernel.
        int last = length - 1;
        Matrix mu = own.solve(x.rows(0, last), Matrix.copyOf(targets).rows(0, last));
        double sum = 0;
        for (int s = 0; s < last; s++) {
            sum += kernel(features[last], features[s]) * mu.get(s, 0);
        }
        System.out.println("by hand the same to 1e-9: " + (Math.abs(sum - predicted.get(last, 0)) < 1e-9));

        double error = 0;
        double persistence = 0;
        for (int t = length / 2; t < length; t++) {
            error += Math.pow(targets[t][0] - predicted.get(t, 0), 2);
            persistence += Math.pow(targets[t][0] - targets[t - 1][0], 2);
        }
        System.out.printf("squared error: %.2f of persistence's%n", error / persistence);
    }
}
