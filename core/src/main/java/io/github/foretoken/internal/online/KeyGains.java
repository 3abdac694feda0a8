package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;

/** Those of {@link SparseKernelRidge}, which is linear in the coordinates that its keys span. */
final class KeyGains extends SharedGains {
    private final KeyBasis basis;
    private final int budget;
    private final double novelty;

    /**
     * @param form with no division by k(x_s, x_s)
     * @param budget keys at most
     * @param renewals filled with what is put back of the ridge
     */
    KeyGains(ScoreMicrokernels loops, ScoreForm form, int dimension, double ridge, double forgetting, int budget,
            double novelty, Renewals renewals) {
        this(new KeyBasis(loops, form, dimension),
                new TriangularLeastSquares(budget, 0, ridge, forgetting, RidgeRule.HELD), budget, novelty, renewals);
    }

    private KeyGains(KeyBasis basis, TriangularLeastSquares fit, int budget, double novelty, Renewals renewals) {
        super(fit, renewals);
        this.basis = basis;
        this.budget = budget;
        this.novelty = novelty;
    }

    @Override
    String name() {
        return "sparse kernel ridge";
    }

    @Override
    int dimension() {
        return basis.count();
    }

    @Override
    double divisor(double squaredNorm) {
        return basis.norm(squaredNorm);
    }

    @Override
    double[] embed(double[] feature, int offset) {
        return basis.coordinates(feature, offset);
    }

    @Override
    int dimensionWith(double[] feature, int offset) {
        return basis.count() + (basis.admits(feature, offset, budget, novelty) ? 1 : 0);
    }

    @Override
    void reserve(int coordinates, Renewals room) {
        if (coordinates > basis.count()) {
            basis.reserve();
            fit.reserve(coordinates);
        }
        // One more has one more turn at most.
        room.reserve(fit.mostRenewals() + 1, coordinates);
    }

    @Override
    void grow(double[] feature, int offset) {
        basis.add(feature, offset, Math.sqrt(basis.outside(feature, offset)));
        fit.grow();
    }

    @Override
    void require(StateInput in) {
        // Each part before it is read.
    }

    @Override
    public void write(StateOutput out) throws IOException {
        basis.write(out);
        fit.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        basis.read(in);
        if (basis.count() > budget) {
            throw new StateFlaw("claims " + basis.count() + " keys, more than its budget of " + budget);
        }
        fit.read(in, basis.count());
    }

    @Override
    SharedGains copy(Renewals others) {
        return new KeyGains(basis.copy(), fit.copy(), budget, novelty, others);
    }

    @Override
    void reset() {
        basis.clear();
        fit.clear();
    }

    @Override
    long bytes() {
        return basis.bytes() + fit.bytes();
    }
}
