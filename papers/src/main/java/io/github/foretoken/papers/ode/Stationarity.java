package io.github.foretoken.papers.ode;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;

/** Stops an integration when the norm of the derivative has fallen to some value. */
final class Stationarity implements ODEEventDetector, ODEEventHandler {
    private static final int MOST_ITERATIONS = 100;
    /** How well the depth of the stop is found, relative to itself. */
    private static final double PRECISION = 1e-9;

    private final double speed;
    private boolean reached;

    Stationarity(double speed) {
        this.speed = speed;
    }

    static double speed(double[] derivative) {
        double norm = 0;
        for (double v : derivative) {
            norm = Math.hypot(norm, v);
        }
        return norm;
    }

    boolean reached() {
        return reached;
    }

    /** Logarithmic, because decay is exponential: a straight line for the solver. */
    @Override
    public double g(ODEStateAndDerivative state) {
        return Math.log(Math.max(speed(state.getPrimaryDerivative()), Double.MIN_NORMAL) / speed);
    }

    @Override
    public Action eventOccurred(ODEStateAndDerivative state, ODEEventDetector detector, boolean increasing) {
        reached = true;
        return Action.STOP;
    }

    /** A step's end is soon enough: a flow that has come to rest stays there. */
    @Override
    public AdaptableInterval getMaxCheckInterval() {
        return AdaptableInterval.of(Double.POSITIVE_INFINITY);
    }

    @Override
    public int getMaxIterationCount() {
        return MOST_ITERATIONS;
    }

    @Override
    public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
        return new BracketingNthOrderBrentSolver(PRECISION, PRECISION, 5);
    }

    @Override
    public ODEEventHandler getHandler() {
        return this;
    }
}
