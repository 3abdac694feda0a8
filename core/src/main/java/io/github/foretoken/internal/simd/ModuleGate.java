package io.github.foretoken.internal.simd;

/**
 * What a program does to have the module jdk.incubator.vector that Java was not started with. It is done before it is asked
 * whether the module is there, whoever asks first and on whatever thread, so that the answer never depends on who was faster.
 */
public final class ModuleGate {
    private static volatile Runnable preparation = () -> {};

    private ModuleGate() {}

    /** To be called before anything is computed; what is done must bear to be done again, and must not compute. */
    public static void before(Runnable newPreparation) {
        preparation = newPreparation;
    }

    /** Returns when it is done. */
    static void pass() {
        preparation.run();
    }
}
