package io.github.foretoken;

import io.github.foretoken.internal.Excerpt;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;

/**
 * A kernel of one's own, {@link Kernel#ofInner} or {@link Kernel#ofDistance}. Its name is its text, which no program can turn
 * into the function again: {@link Kernel#parse} does not read it, and whoever loads a file that was saved with it gives it.
 *
 * <p>Two of them are equal if name, argument and function are, and functions mostly are only equal to themselves. That f gives
 * a positive semi-definite kernel is not checked here; algorithms refuse tokens whose k(x, x) is negative or no number.
 */
public final class FunctionKernel implements Kernel {
    /** What the function is of. */
    public enum Of {
        /** {@code <x, y>}. */
        INNER_PRODUCT,
        /** {@code |x - y|}. */
        DISTANCE
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final String name;
    private final Of of;
    private final DoubleUnaryOperator function;

    FunctionKernel(String name, Of of, DoubleUnaryOperator function) {
        this.name = Objects.requireNonNull(name, "name");
        this.of = of;
        this.function = Objects.requireNonNull(function, "f");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a kernel's name must be letters, digits, hyphens and underscores, a letter " + "first, not '"
                            + Excerpt.of(name) + "'");
        }
        if (KernelParser.knows(name)) {
            throw new IllegalArgumentException("'" + name + "' is the name of a built-in kernel; take another");
        }
    }

    /** {@return its name, and its text} */
    public String name() {
        return name;
    }

    /** {@return what the function is of} */
    public Of of() {
        return of;
    }

    /** {@return f} */
    public DoubleUnaryOperator function() {
        return function;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionKernel kernel && name.equals(kernel.name) && of == kernel.of
                && function.equals(kernel.function);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, of);
    }

    /** {@return name and argument, for people} */
    @Override
    public String toString() {
        return name + (of == Of.INNER_PRODUCT ? "(<x, y>)" : "(|x - y|)");
    }
}
