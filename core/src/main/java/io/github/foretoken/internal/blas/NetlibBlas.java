package io.github.foretoken.internal.blas;

import static java.lang.invoke.MethodType.methodType;

import io.github.foretoken.internal.Block;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/**
 * The Vector API loops of dev.ludovic.netlib 3.x, for the products at which they are good; the rest is {@link JavaBlas}.
 *
 * <p>Their products have no cache blocking and choose their route by an {@code int} product of the three dimensions:
 * below {@value #LEAST} multiply-adds, and again where that product overflows, plain loops run, and beyond about 1,000
 * rows or columns the speed collapses (23 GFLOP/s at 512, 2 at 2,000). Their triangular solves are plain loops at 2
 * GFLOP/s that also refuse valid trailing blocks. So: gemm with at least {@value #LEAST} multiply-adds and no dimension
 * above {@value #MOST}; nothing else.
 *
 * <p>The class is reached by name, so that nothing of ours needs netlib to be compiled or linked, and not through its
 * public factory, which would first unpack and load a JNI library unless a system property forbade it. This way no
 * property is needed, and none of another user of netlib is changed.
 */
final class NetlibBlas extends CheckedBlas {
    static final int LEAST = 1_000_000;
    static final int MOST = 1024;

    private static final String INTERFACE = "dev.ludovic.netlib.blas.BLAS";
    private static final String VECTOR_CLASS = "dev.ludovic.netlib.blas.VectorBLAS";

    private final MethodHandle dgemm;
    private final JavaBlas rest;

    private NetlibBlas(MethodHandle dgemm, JavaBlas rest) {
        this.dgemm = dgemm;
        this.rest = rest;
    }

    /**
     * On netlib as far as it serves, on the given backend elsewhere.
     *
     * @throws Refusal if netlib or the Vector API is absent
     */
    static NetlibBlas load(JavaBlas rest) throws Refusal {
        try {
            // Not public, but neither is it in a package that its jar closes.
            Method factory = Class.forName(VECTOR_CLASS).getMethod("getInstance");
            factory.setAccessible(true);
            Object netlib = factory.invoke(null);
            return new NetlibBlas(gemm().bindTo(netlib), rest);
        } catch (ClassNotFoundException e) {
            throw new Refusal("dev.ludovic.netlib:blas is not on the class path", e);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw new Refusal("dev.ludovic.netlib:blas could not be loaded (" + e + ")", e);
        }
    }

    /** transA, transB, m, n, k, alpha, A, offset, lda, B, offset, ldb, beta, C, offset, ldc. */
    private static MethodHandle gemm() throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findVirtual(Class.forName(INTERFACE), "dgemm",
                        methodType(void.class, String.class, String.class, int.class, int.class, int.class,
                                double.class, double[].class, int.class, int.class, double[].class, int.class,
                                int.class, double.class, double[].class, int.class, int.class));
    }

    /** True where netlib's own loops run. */
    static boolean serves(long m, long n, long k) {
        return m <= MOST && n <= MOST && k <= MOST && m * n * k >= LEAST;
    }

    @Override
    public Backend backend() {
        return Backend.NETLIB;
    }

    @Override
    public String description() {
        return "dev.ludovic.netlib's Vector API loops";
    }

    /** Both use the widest there are. */
    @Override
    public int lanes() {
        return rest.lanes();
    }

    /** netlib is column-major and reads a row-major matrix as its transpose: C' = op(B)' op(A)'. */
    @Override
    void multiply(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        int k = opA.columns(a);
        if (serves(c.rows(), c.columns(), k)) {
            try {
                dgemm.invokeExact(letter(opB), letter(opA), c.columns(), c.rows(), k, alpha, b.values(), b.offset(),
                        b.stride(), a.values(), a.offset(), a.stride(), beta, c.values(), c.offset(), c.stride());
            } catch (Throwable e) {
                throw unchecked(e);
            }
        } else {
            rest.multiply(opA, opB, alpha, a, b, beta, c);
        }
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, Block l, Block b) {
        rest.solve(op, diagonal, l, b);
    }

    private static String letter(Transpose op) {
        return op == Transpose.NO ? "N" : "T";
    }
}
