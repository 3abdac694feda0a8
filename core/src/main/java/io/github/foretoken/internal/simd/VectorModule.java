package io.github.foretoken.internal.simd;

/**
 * The module of the Vector API. Java resolves an incubator module at its start only when told to, and prints a warning then on
 * every start. Where the package that loads modules is open to us, as the manifest of a program's jar can make it for {@code
 * java -jar} (Add-Exports), the module is loaded while the program runs: without a flag, without the warning, and only by
 * programs that compute.
 */
final class VectorModule {
    static final String NAME = "jdk.incubator.vector";
    /** The line of a manifest that allows it. */
    static final String MANIFEST = "Add-Exports: java.base/jdk.internal.module";

    private static final boolean PRESENT = resolved() || (load() && resolved());

    private VectorModule() {}

    /** Whether it is there; loads it if need be and allowed. */
    static boolean present() {
        return PRESENT;
    }

    private static boolean resolved() {
        try {
            Class.forName(NAME + ".DoubleVector", false, VectorModule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean load() {
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Not allowed, or no longer there in a later Java.
            return false;
        }
    }
}
