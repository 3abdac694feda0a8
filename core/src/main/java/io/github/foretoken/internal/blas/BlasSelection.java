package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.PropertyException;
import io.github.foretoken.internal.blas.Blas.Backend;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which backend runs. {@link #decide} is a pure function; this holder feeds it the machine once, when the first job asks
 * that is large enough to repay the search for a library, and remembers the answer.
 *
 * <p>Properties: {@code foretoken.blas} = auto (default) | java | netlib | native: naming one forces it, for any size of
 * work, and it is an error if it cannot run; {@code foretoken.require=native} is an error unless the library runs.
 */
public final class BlasSelection {
    /** Whether a backend can run, and on what, or why not. */
    record Offer(boolean available, String detail) {}

    /** The answer for large work, with the decisive reason. */
    record Decision(Backend backend, boolean forced, String reason) {}

    private static final String WISH = System.getProperty("foretoken.blas", "auto");

    /** Set once; not a class's constant, because a failure has to be told again, in full, to each who asks. */
    private static volatile BlasSelection instance;

    private final Decision decision;
    private final Crossovers crossovers;
    private final List<String> libraries = new ArrayList<>();
    private Blas netlib;
    private Blas library;

    private BlasSelection(String wish, boolean nativeRequired) {
        decision = decide(wish, nativeRequired, this::offerLibrary, this::offerNetlib);
        Blas best = backend(decision.backend());
        crossovers = Crossovers.of(best, java().lanes());
        if (crossovers.narrow()) {
            libraries.add("its vectors hold " + best.lanes() + " numbers of float64 and those of this processor "
                    + java().lanes() + ", so large products are left to own tiles (OpenBLAS takes its kernels by "
                    + "OPENBLAS_CORETYPE, if that is set when Java starts)");
        }
    }

    /**
     * That backend and no other, for measurements.
     *
     * @param name as for the property {@code foretoken.blas}
     * @throws IllegalStateException if it cannot run, with the reason
     */
    public static Blas named(String name) {
        BlasSelection selection = new BlasSelection(name, false);
        return selection.backend(selection.decision.backend());
    }

    private static BlasSelection instance() {
        BlasSelection selection = instance;
        if (selection == null) {
            synchronized (BlasSelection.class) {
                selection = instance == null ? new BlasSelection(WISH, Requirement.NATIVE.demanded()) : instance;
                instance = selection;
            }
        }
        return selection;
    }

    /**
     * The backend for one product of a job. The choice depends on the arguments alone, so that results repeat.
     *
     * @param jobFlops of all such products of the job together: a search that costs more than it saves is not begun
     */
    public static Blas forGemm(long m, long n, long k, double jobFlops) {
        return pick(jobFlops, crossovers -> crossovers.gemm(m, n, k));
    }

    /** The same for one triangular solve of order m with n right-hand sides. */
    public static Blas forTrsm(long m, long n, double jobFlops) {
        return pick(jobFlops, crossovers -> crossovers.trsm(m, n));
    }

    private interface Choice {
        Backend of(Crossovers crossovers);
    }

    private static Blas pick(double jobFlops, Choice choice) {
        if (!insisted() && jobFlops < Crossovers.SEARCH_FLOPS) {
            return java();
        }
        BlasSelection selection = instance();
        return selection
                .backend(selection.decision.forced() ? selection.decision.backend() : choice.of(selection.crossovers));
    }

    /** The backend that is always there. */
    private static final class Java {
        static final JavaBlas INSTANCE = new JavaBlas(MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN));
    }

    private static Blas java() {
        // Says what is wrong with properties, which the initialiser of a class would say once and never again.
        MicrokernelSelection.reason();
        return Java.INSTANCE;
    }

    private Blas backend(Backend backend) {
        return switch (backend) {
            case JAVA -> java();
            case NETLIB -> netlib;
            case NATIVE -> library;
        };
    }

    /** True when the user wants a certain backend, and is to be told at once if it cannot run. */
    private static boolean insisted() {
        return !WISH.equals("auto") || Requirement.NATIVE.demanded();
    }

    /** What large work runs on, and why; looks for it if that has not been done yet. */
    public static String reason() {
        return instance().decision.reason();
    }

    /** The same without a search: what has run so far. Looks only for what the user insists on. */
    public static String reasonSoFar() {
        return insisted() || instance != null ? reason() : "JAVA (own tiles; no job was large enough to look further)";
    }

    /** A line for each library looked at: the one that runs, and why each before it does not. */
    public static List<String> libraries() {
        return List.copyOf(instance().libraries);
    }

    private Offer offerLibrary() {
        LibrarySearch search = CblasSearch.search();
        libraries.addAll(search.refusals());
        if (search.library() == null) {
            int others = search.refusals().size() - 1;
            return new Offer(false,
                    search.refusals().get(0) + (others == 0 ? "" : "; nor is there any of " + others + " others"));
        }
        library = search.library();
        if (search.note() != null) {
            libraries.add(search.note());
        }
        libraries.add(library.description());
        return new Offer(true, library.description());
    }

    private Offer offerNetlib() {
        try {
            if (!MicrokernelSelection.vector()) {
                throw new Refusal("it needs the Vector API: " + MicrokernelSelection.reason());
            }
            netlib = NetlibBlas.load(Java.INSTANCE);
            return new Offer(true, netlib.description());
        } catch (Refusal e) {
            return new Offer(false, e.getMessage());
        }
    }

    static Decision decide(String wish, boolean nativeRequired, Supplier<Offer> library, Supplier<Offer> netlib) {
        Decision decision = switch (wish) {
            case "java" -> new Decision(Backend.JAVA, true, "JAVA (foretoken.blas=java)");
            case "netlib" -> forced(Backend.NETLIB, wish, netlib.get());
            case "native" -> forced(Backend.NATIVE, wish, library.get());
            case "auto" -> best(library.get());
            default -> throw new PropertyException(
                    "foretoken.blas must be auto, java, netlib or native, not '" + wish + "'");
        };
        if (nativeRequired && decision.backend() != Backend.NATIVE) {
            throw new PropertyException("foretoken.require=native cannot be met: " + decision.reason());
        }
        return decision;
    }

    private static Decision forced(Backend backend, String wish, Offer offer) {
        if (!offer.available()) {
            throw new PropertyException("foretoken.blas=" + wish + " cannot be met: " + offer.detail());
        }
        return new Decision(backend, true, backend + " (" + offer.detail() + ")");
    }

    /** Netlib's loops are slower than ours at every size: they run where they are named. */
    private static Decision best(Offer library) {
        return library.available() ? new Decision(Backend.NATIVE, false, "NATIVE (" + library.detail() + ")")
                : new Decision(Backend.JAVA, false, "JAVA (own tiles; no library: " + library.detail() + ")");
    }
}
