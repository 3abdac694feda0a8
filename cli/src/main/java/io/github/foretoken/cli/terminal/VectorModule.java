package io.github.foretoken.cli.terminal;

import io.github.foretoken.Acceleration;
import io.github.foretoken.internal.simd.ModuleGate;

/**
 * Loads the Vector API's module while the program runs. Java resolves an incubator module at its start only when told
 * to, prints a warning then on every start, and starts more slowly. This way costs neither, and only commands that
 * compute pay for the module. It needs an internal package, which the jar's manifest opens (Add-Exports); should a
 * later Java not have it any more, {@code --add-modules=jdk.incubator.vector} in JDK_JAVA_OPTIONS does the same job,
 * and the acceleration sentence says that it is missing.
 */
public final class VectorModule {
    private static Thread preparation;
    /** Why the core refuses a system property that the user set; null when it does not. */
    private static String refusal;
    private static boolean loaded;

    private VectorModule() {}

    /**
     * To be called first of all. From then on the core chooses its loops only when the module is there, whatever asks for
     * them first: the preparation beside, or the program, which then waits for it or does it itself.
     */
    public static void guard() {
        ModuleGate.before(VectorModule::loadOnce);
    }

    /** Starts {@link #load} beside whatever else is to be done before the core is needed. */
    public static void prepare() {
        preparation = new Thread(VectorModule::loadAll, "vector-module");
        preparation.setDaemon(true);
        preparation.start();
    }

    /**
     * To be called before the core is first used.
     *
     * @throws InputException if a system property of the user's asks for what there is not
     */
    public static void load() {
        if (preparation == null) {
            loadAll();
        } else {
            try {
                preparation.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (refusal != null) {
            throw new InputException(refusal);
        }
    }

    private static synchronized void loadOnce() {
        if (!loaded) {
            loaded = true;
            loadModule();
        }
    }

    private static void loadAll() {
        loadOnce();
        try {
            // Makes the core choose its loops, which loads them; a short job looks for no BLAS library.
            Acceleration.describe(1);
        } catch (IllegalStateException e) {
            refusal = e.getMessage();
        }
    }

    private static void loadModule() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, "jdk.incubator.vector");
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The core then runs its scalar loops and says so.
            return;
        }
    }
}
