package io.github.foretoken;

import io.github.foretoken.internal.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Kernels by name, and sums of products of them: {@link Kernel#parse}. */
final class KernelParser {
    private static final List<String> NAMES =
            List.of("linear", "exponential", "gaussian", "laplace", "matern32", "matern52", "polynomial");
    private static final String FORMS =
            "linear, exponential[:BETA], gaussian:H, laplace:H, matern32:H, matern52:H, polynomial:P:C, and sums of products "
                    + "of these and numbers, such as gaussian:2+0.5*linear";
    /** Not the sign of an exponent, as in 1e+5. */
    private static final Pattern PLUS = Pattern.compile("(?<![0-9.][eE])\\+");
    private static final Pattern TIMES = Pattern.compile("\\*");
    private static final Pattern NUMBER = Pattern.compile("[0-9.+-].*");

    private KernelParser() {}

    static Kernel parse(String value) {
        Objects.requireNonNull(value, "text");
        try {
            return sum(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + Excerpt.of(value) + "': " + e.getMessage() + "; valid forms: " + FORMS, e);
        }
    }

    /** Whether a built-in kernel has that name. */
    static boolean knows(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Kernel sum(String value) {
        Kernel sum = null;
        for (String term : PLUS.split(value, -1)) {
            Kernel product = product(term);
            sum = sum == null ? product : sum.plus(product);
        }
        return sum;
    }

    private static Kernel product(String term) {
        Kernel product = null;
        double weight = 1;
        for (String factor : TIMES.split(term, -1)) {
            String text = factor.strip();
            if (NUMBER.matcher(text).matches()) {
                weight *= weight(text);
            } else {
                Kernel kernel = kernel(text);
                product = product == null ? kernel : product.times(kernel);
            }
        }
        if (product == null) {
            throw new IllegalArgumentException("a term needs a kernel");
        }
        return product.times(weight);
    }

    private static double weight(String text) {
        double weight = toDouble(text, "a weight");
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("a weight must be positive and finite, not " + Excerpt.of(text));
        }
        return weight;
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
            default -> throw new IllegalArgumentException(
                    "there is no such kernel (a function of one's own has a name, but only a program can give it)");
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
