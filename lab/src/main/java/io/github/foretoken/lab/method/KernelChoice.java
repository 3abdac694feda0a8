package io.github.foretoken.lab.method;

import io.github.foretoken.Kernel;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --kernel}: a name and its parameters, separated by colons.
 *
 * @param text as typed
 * @param kernel what it means
 */
public record KernelChoice(String text, Kernel kernel) {
    /** exponential. */
    public static final KernelChoice DEFAULT = new KernelChoice("exponential", Kernel.exponential());

    private static final String FORMS =
            "linear, exponential[:BETA], gaussian:H, laplace:H, matern32:H, matern52:H, polynomial:P:C";

    /** Reads it. */
    public static final class Converter implements ITypeConverter<KernelChoice> {
        @Override
        public KernelChoice convert(String value) {
            try {
                return new KernelChoice(value, parse(value));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * The kernel that a text names.
     *
     * @throws IllegalArgumentException if it names none; the message quotes it and lists the valid forms
     */
    public static Kernel parse(String value) {
        try {
            return kernel(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + value + "': " + e.getMessage() + "; valid forms: " + FORMS, e);
        }
    }

    private static Kernel kernel(String value) {
        String[] parts = value.split(":", -1);
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "linear" -> none(parts);
            case "exponential" -> Kernel.exponential(parts.length == 1 ? 1 : number(parts, 2, "BETA"));
            case "gaussian" -> Kernel.gaussian(number(parts, 2, "H"));
            case "laplace" -> Kernel.laplace(number(parts, 2, "H"));
            case "matern32" -> Kernel.matern32(number(parts, 2, "H"));
            case "matern52" -> Kernel.matern52(number(parts, 2, "H"));
            case "polynomial" -> polynomial(parts);
            default -> throw new IllegalArgumentException("there is no such kernel");
        };
    }

    private static Kernel none(String[] parts) {
        requireLength(parts, 1, "no parameter");
        return Kernel.linear();
    }

    private static Kernel polynomial(String[] parts) {
        requireLength(parts, 3, "two parameters, P and C");
        int degree;
        try {
            degree = Integer.parseInt(parts[1]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("P must be a whole number, not '" + parts[1] + "'", e);
        }
        return Kernel.polynomial(degree, toDouble(parts[2], "C"));
    }

    private static double number(String[] parts, int length, String name) {
        requireLength(parts, length, "one parameter, " + name);
        return toDouble(parts[1], name);
    }

    private static void requireLength(String[] parts, int length, String what) {
        if (parts.length != length) {
            throw new IllegalArgumentException(parts[0] + " takes " + what);
        }
    }

    private static double toDouble(String text, String name) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'", e);
        }
    }
}
