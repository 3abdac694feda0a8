package io.github.foretoken.lab;

/**
 * Loads the Vector API's module while the program runs. Java resolves an incubator module at its start only when told
 * to, prints a warning then on every start, and starts more slowly. This way costs neither, and only commands that
 * compute pay for the module. It needs an internal package, which the jar's manifest opens (Add-Exports); should a
 * later Java not have it any more, {@code --add-modules=jdk.incubator.vector} in JDK_JAVA_OPTIONS does the same job,
 * and the acceleration sentence says that it is missing.
 */
final class VectorModule {
    private VectorModule() {}

    /** To be called before the core is first used. */
    static void load() {
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
