package io.github.foretoken;

import io.github.foretoken.internal.blas.BlasSelection;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.tile.WarmUp;
import java.util.List;

/** What runs on this machine, and why. */
public final class Acceleration {
    private Acceleration() {}

    /**
     * One sentence: the loops that large work runs on, the BLAS backend of large products, and the reasons. Looks for a
     * BLAS library if that has not been done yet, which may take half a second the first time on a machine.
     *
     * @return for people and logs; its words may change
     * @throws IllegalStateException if what system properties demand cannot run
     */
    public static String describe() {
        return MicrokernelSelection.reason() + "; BLAS: " + BlasSelection.reason();
    }

    /**
     * The same for one sequence of that many tokens, which may be too few to repay the Vector API's start or the search
     * for a library.
     *
     * @param tokens T, 0 or more
     * @return for people and logs; its words may change
     * @throws IllegalStateException if what system properties demand cannot run
     */
    public static String describe(int tokens) {
        return MicrokernelSelection.reason(MicrokernelSelection.pairs(tokens)) + "; BLAS: "
                + BlasSelection.reasonSoFar();
    }

    /**
     * How many float64 numbers the loops of large work take at once: the lanes of the Vector API, or 1 for scalar loops.
     * Results repeat to the bit where this is the same, and agree up to rounding where it is not.
     *
     * @return 1, 2, 4 or 8
     * @throws IllegalStateException if what system properties demand cannot run
     */
    public static int lanes() {
        return MicrokernelSelection.vector() ? MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN).lanes() : 1;
    }

    /**
     * Loads and compiles now what the first calls would otherwise wait for: the loops of forward substitution and of attention,
     * in float64 and float32. A service calls it while it starts, on any thread, before it takes requests; it returns after some
     * seconds of one processor. It changes no result, and again costs a few milliseconds.
     *
     * {@snippet lang = java :
     * new Thread(Acceleration::warmUp).start();                           // beside the rest of the start
     * }
     *
     * @throws IllegalStateException if what system properties demand cannot run
     */
    public static void warmUp() {
        WarmUp.run();
    }

    /**
     * A line for each BLAS library that was looked at: why it is not used, or, in the last line, what is.
     *
     * @return in the order in which they were looked at
     * @throws IllegalStateException if what system properties demand cannot run
     */
    public static List<String> libraries() {
        return BlasSelection.libraries();
    }
}
