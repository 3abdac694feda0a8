package io.github.foretoken;

import io.github.foretoken.internal.Excerpt;
import java.util.Locale;

/** Kernels by name: {@link Kernel#parse}. */
final class KernelParser {
    private static final String FORMS =
            "linear, exponential[:BETA], gaussian:H, laplace:H, matern32:H, matern52:H, polynomial:P:C";

    private KernelParser() {}

    static Kernel parse(String value) {
        try {
            return kernel(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + Excerpt.of(value) + "': " + e.getMessage() + "; valid forms: " + FORMS, e);
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
            throw new IllegalArgumentException("P must be a whole number, not '" + Excerpt.of(parts[1]) + "'", e);
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
            throw new IllegalArgumentException(name + " must be a number, not '" + Excerpt.of(text) + "'", e);
        }
    }
}
