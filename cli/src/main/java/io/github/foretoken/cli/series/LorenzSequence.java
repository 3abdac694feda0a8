package io.github.foretoken.cli.series;

import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.TokenSequence;
import java.util.Random;
import java.util.SplittableRandom;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * The first coordinate of Lorenz's chaotic flow of 1963 (sigma 10, rho 28, beta 8/3) in units of its standard deviation, seen
 * every 0.1 units of time, plus noise of the observation: what is predicted is what is seen. The flow starts near the attractor and runs 20
 * units of time before the first token.
 */
public final class LorenzSequence implements TokenSequence {
    /** Of the coordinate, over a long orbit. */
    private static final double DEVIATION = 7.92;

    private static final double STEP = 0.1;
    private static final double BEFORE = 20;
    /** Far below what chaos leaves predictable from one token to the next, and below any noise worth the name. */
    private static final double TOLERANCE = 1e-10;

    private final double noise;
    private final long seed;

    private LorenzSequence(double noise, long seed) {
        this.noise = noise;
        this.seed = seed;
    }

    /**
     * The start, and noise, from the seed.
     *
     * @param noise its standard deviation, that of the clean series being 1; not negative
     */
    public static LorenzSequence random(double noise, long seed) {
        if (!(noise >= 0 && Double.isFinite(noise))) {
            throw new IllegalArgumentException("noise must be finite and not negative, not " + noise);
        }
        return new LorenzSequence(noise, seed);
    }

    private static final class Flow implements OrdinaryDifferentialEquation {
        @Override
        public int getDimension() {
            return 3;
        }

        @Override
        public double[] computeDerivatives(double t, double[] u) {
            return new double[]{10 * (u[1] - u[0]), u[0] * (28 - u[2]) - u[1], u[0] * u[1] - 8.0 / 3 * u[2]};
        }
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public Matrix tokens(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be 1 or more, not " + length);
        }
        // Two generators, so that series that differ in nothing but noise see one orbit.
        SplittableRandom seeds = new SplittableRandom(seed);
        Random random = new Random(seeds.nextLong());
        Random disturbance = new Random(seeds.nextLong());
        Flow flow = new Flow();
        DormandPrince853Integrator integrator = new DormandPrince853Integrator(1e-12, STEP, TOLERANCE, TOLERANCE);
        ODEState state =
                new ODEState(0, new double[]{random.nextGaussian(), random.nextGaussian(), 25 + random.nextGaussian()});
        state = integrator.integrate(flow, state, BEFORE);
        double[] x = new double[length];
        for (int t = 0; t < length; t++) {
            x[t] = state.getPrimaryState()[0] / DEVIATION + noise * disturbance.nextGaussian();
            if (t + 1 < length) {
                // Time starts anew with each token, so that it is exact however long the series.
                state = integrator.integrate(flow, new ODEState(0, state.getPrimaryState()), STEP);
            }
        }
        return Matrix.of(x, length, 1);
    }
}
