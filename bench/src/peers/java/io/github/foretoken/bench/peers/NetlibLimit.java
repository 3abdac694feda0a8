package io.github.foretoken.bench.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.github.foretoken.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.logging.Level;
import java.util.logging.Logger;

/** netlib's Vector API BLAS: dgemm and dtrsm. A row-major matrix is the column-major one transposed. */
final class NetlibLimit implements Peer {
    /** It reports its choice, which is checked below. Held, for loggers that nobody holds forget their level. */
    private static final Logger LOG = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

    private final int rows;
    private final int d;
    private final double[] x;
    private final double[] y;
    private final double[] gram;
    private final BLAS blas;
    private double[] u;

    NetlibLimit(Matrix tokens) {
        // Else it would look for a native BLAS through JNI, which would be another peer.
        System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
        LOG.setLevel(Level.WARNING);
        blas = JavaBLAS.getInstance();
        if (!blas.getClass().getSimpleName().equals("VectorBLAS")) {
            throw new IllegalStateException("netlib chose " + blas.getClass() + ", not its Vector API");
        }
        rows = tokens.rows();
        d = tokens.cols();
        x = tokens.toArray();
        y = Targets.of(tokens);
        gram = new double[Math.multiplyExact(rows, rows)];
    }

    @Override
    public void call() {
        blas.dgemm("T", "N", rows, rows, d, 1, x, d, x, d, 0, gram, rows);
        LowerExp.apply(MemorySegment.ofArray(gram), rows, 1);
        double[] mu = y.clone();
        blas.dtrsm("R", "U", "N", "N", d, rows, 1, gram, rows, mu, d);
        for (int t = 0; t < rows; t++) {
            Targets.toLimit(mu, y, t * d, d, gram[t * rows + t]);
        }
        u = mu;
    }

    @Override
    public double[] result() {
        call();
        return u;
    }
}
