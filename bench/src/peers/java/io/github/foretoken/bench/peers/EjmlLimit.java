package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DSubmatrixD1;
import org.ejml.dense.block.MatrixOps_DDRB;
import org.ejml.dense.block.TriangularSolver_DDRB;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * EJML on its block matrices: at T = 4096 its row-major product and solve take up to five times longer. One thread: its
 * block product and solve for several threads are not part of its public matrix operations.
 */
final class EjmlLimit implements Peer {
    private final int rows;
    private final DMatrixRBlock x;
    private final DMatrixRBlock y;
    private final DMatrixRBlock gram;
    private DMatrixRMaj u;

    EjmlLimit(Matrix tokens) {
        rows = tokens.rows();
        x = MatrixOps_DDRB.convert(DMatrixRMaj.wrap(rows, tokens.cols(), tokens.toArray()));
        y = MatrixOps_DDRB.convert(DMatrixRMaj.wrap(rows, tokens.cols(), Targets.of(tokens)));
        gram = new DMatrixRBlock(rows, rows);
    }

    @Override
    public void call() {
        MatrixOps_DDRB.multTransB(x, x, gram);
        CommonOps_DDRM.elementExp(gram, gram);
        DMatrixRBlock mu = y.copy();
        TriangularSolver_DDRB.lsolve(gram.blockLength, false, new DSubmatrixD1(gram), new DSubmatrixD1(mu), false);
        // Every token has norm 1, and so has the kernel one diagonal.
        CommonOps_DDRM.add(y, -gram.get(0, 0), mu, mu);
        u = MatrixOps_DDRB.convert(mu, null);
    }

    @Override
    public double[] result() {
        call();
        return u.data;
    }
}
