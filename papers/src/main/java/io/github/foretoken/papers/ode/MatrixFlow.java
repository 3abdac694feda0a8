package io.github.foretoken.papers.ode;

import io.github.foretoken.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/**
 * A flow of matrices, {@code dM/dtau = F(M)}, followed by the method of Dormand and Prince of order 8(5,3) with steps of
 * its own choice. Depth tau is the time of the flow.
 *
 * <p>Immutable; safe for use by several threads if F is.
 */
public final class MatrixFlow {
    private static final double DEFAULT_TOLERANCE = 1e-13;
    /** Far below any step that a tolerance asks for: what is smaller is a field without a derivative. */
    private static final double LEAST_STEP = 1e-12;

    private final UnaryOperator<Matrix> field;
    private final double tolerance;

    private MatrixFlow(UnaryOperator<Matrix> field, double tolerance) {
        this.field = field;
        this.tolerance = tolerance;
    }

    /**
     * The flow of this field.
     *
     * @param field F; returns a matrix of its argument's shape, which it does not modify
     */
    public static MatrixFlow of(UnaryOperator<Matrix> field) {
        return new MatrixFlow(Objects.requireNonNull(field, "field"), DEFAULT_TOLERANCE);
    }

    /**
     * With this error allowed in each step, absolute and relative; 1e-13 by default.
     *
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public MatrixFlow withTolerance(double newTolerance) {
        requirePositive("tolerance", newTolerance);
        return new MatrixFlow(field, newTolerance);
    }

    /**
     * The states at some depths.
     *
     * @param start M(0), not modified
     * @param depths ascending, none negative; not modified
     * @throws IllegalArgumentException if depths are not so, or an element of start is not finite
     * @throws ArithmeticException if the field does not fit float64 on the way, or changes too fast to be followed
     */
    public List<Matrix> at(Matrix start, double... depths) {
        List<Matrix> states = new ArrayList<>();
        follow(start, depths, states::add);
        return states;
    }

    /** The same, one state after the other, so that none need be kept. */
    public void follow(Matrix start, double[] depths, Consumer<Matrix> visitor) {
        start.requireFinite("start");
        requireAscending(depths);
        int given = 0;
        while (given < depths.length && depths[given] == 0) {
            visitor.accept(Matrix.of(start.toArray(), start.rows(), start.cols()));
            given++;
        }
        if (given == depths.length) {
            return;
        }
        double end = depths[depths.length - 1];
        DormandPrince853Integrator integrator = integrator(end);
        integrator.addStepHandler(new Sampler(depths, given, state -> visitor.accept(matrix(state, start))));
        integrate(integrator, new FieldEquation(field, start), start, end);
    }

    /**
     * Where the flow has come to rest.
     *
     * @param state M
     * @param depth tau at which its speed fell to the one asked for
     * @param evaluations of the field
     */
    public record Rest(Matrix state, double depth, int evaluations) {}

    /**
     * Follows the flow until the norm of dM/dtau has fallen to a speed. For {@code dM/dtau = b - A M} the distance left is
     * then at most |A^-1| times that speed. The speed must be well above |A| times the tolerance, which steps leave behind.
     *
     * @param start M(0), not modified
     * @param speed positive
     * @param longest depth at which to give up
     * @throws IllegalArgumentException if speed or longest is not positive and finite, or an element of start is not finite
     * @throws ArithmeticException if the flow is still faster at that depth, or the field does not fit float64
     *     or changes too fast to be followed
     */
    public Rest rest(Matrix start, double speed, double longest) {
        start.requireFinite("start");
        requirePositive("speed", speed);
        requirePositive("longest", longest);
        FieldEquation equation = new FieldEquation(field, start);
        if (Stationarity.speed(equation.computeDerivatives(0, start.toArray())) <= speed) {
            return new Rest(Matrix.of(start.toArray(), start.rows(), start.cols()), 0, 1);
        }
        DormandPrince853Integrator integrator = integrator(longest);
        Stationarity stationarity = new Stationarity(speed);
        integrator.addEventDetector(stationarity);
        ODEStateAndDerivative end = integrate(integrator, equation, start, longest);
        if (!stationarity.reached()) {
            throw new ArithmeticException("the flow is not at rest at depth " + longest + ": its speed is "
                    + Stationarity.speed(end.getPrimaryDerivative()) + ", not " + speed);
        }
        return new Rest(matrix(end, start), end.getTime(), integrator.getEvaluations());
    }

    private DormandPrince853Integrator integrator(double longest) {
        // A short flow is one step; the integrator wants room between its bounds.
        return new DormandPrince853Integrator(Math.min(LEAST_STEP, longest / 2), longest, tolerance, tolerance);
    }

    private static ODEStateAndDerivative integrate(DormandPrince853Integrator integrator, FieldEquation equation,
            Matrix start, double longest) {
        try {
            return integrator.integrate(equation, new ODEState(0, start.toArray()), longest);
        } catch (MathRuntimeException e) {
            throw new ArithmeticException("the flow cannot be followed from depth "
                    + integrator.getStepStart().getTime() + ": " + e.getMessage());
        }
    }

    private static Matrix matrix(ODEState state, Matrix like) {
        return Matrix.of(state.getPrimaryState(), like.rows(), like.cols());
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be positive and finite, not " + value);
        }
    }

    private static void requireAscending(double[] depths) {
        double last = 0;
        for (double depth : depths) {
            if (!(depth >= last) || Double.isInfinite(depth)) {
                throw new IllegalArgumentException(
                        "depths must be finite, not negative and ascending: " + depth + " comes after " + last);
            }
            last = depth;
        }
    }

    /** Hands out the states at given depths as the integrator passes them. */
    private static final class Sampler implements ODEStepHandler {
        private final double[] depths;
        private final Consumer<ODEState> visitor;
        private int next;

        Sampler(double[] depths, int next, Consumer<ODEState> visitor) {
            this.depths = depths;
            this.next = next;
            this.visitor = visitor;
        }

        @Override
        public void handleStep(ODEStateInterpolator step) {
            double reached = step.getCurrentState().getTime();
            for (; next < depths.length && depths[next] <= reached; next++) {
                visitor.accept(
                        depths[next] == reached ? step.getCurrentState() : step.getInterpolatedState(depths[next]));
            }
        }
    }
}
