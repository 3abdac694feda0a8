package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.function.constant.PrimitiveMath;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** ojAlgo on its dense float64 store; it divides work among threads by itself, within the limit set here. */
final class OjalgoLimit implements Peer {
    private final R064Store x;
    private final MatrixStore<Double> transposed;
    private final R064Store y;
    private final R064Store gram;
    private R064Store u;

    OjalgoLimit(Matrix tokens, int threads) {
        OjAlgoUtils.limitThreadsTo(threads);
        x = store(tokens);
        transposed = x.transpose();
        y = store(Matrix.of(Targets.of(tokens), tokens.rows(), tokens.cols()));
        gram = R064Store.FACTORY.make(tokens.rows(), tokens.rows());
    }

    private static R064Store store(Matrix matrix) {
        R064Store store = R064Store.FACTORY.make(matrix.rows(), matrix.cols());
        for (int t = 0; t < matrix.rows(); t++) {
            for (int c = 0; c < matrix.cols(); c++) {
                store.set(t, c, matrix.get(t, c));
            }
        }
        return store;
    }

    @Override
    public void call() {
        gram.fillByMultiplying(x, transposed);
        gram.modifyAll(PrimitiveMath.EXP);
        R064Store mu = y.copy();
        mu.substituteForwards(gram, false, false, false);
        double diagonal = gram.doubleValue(0, 0);
        mu.modifyAll(PrimitiveMath.MULTIPLY.second(-diagonal));
        mu.modifyMatching(y, PrimitiveMath.ADD);
        u = mu;
    }

    @Override
    public double[] result() {
        call();
        return u.transpose().collect(R064Store.FACTORY).data;
    }
}
