package io.github.foretoken;

import java.util.Optional;

/** What settings for tokens divided by a power of two are for the tokens. */
final class SearchScale {
    private SearchScale() {}

    /**
     * Those that predict the same, times that power.
     *
     * @return empty if one of them is beyond float64's normal numbers
     */
    static Optional<PredictorSettings> of(PredictorSettings settings, int exponent) {
        // Standardised tokens have no unit.
        if (exponent == 0 || settings.standardization || !settings.method.learns()) {
            return Optional.of(settings);
        }
        double ridge = settings.correction.ridge();
        double scaledRidge = switch (settings.kernel) {
            case Kernel.Linear() -> Math.scalb(ridge, 2 * exponent);
            case Kernel.Polynomial(int degree, double _) -> Math.scalb(ridge, clamp(2L * exponent * degree));
            default -> ridge;
        };
        try {
            Kernel kernel = kernel(settings.kernel, exponent);
            boolean fits = ridge == 0 || normal(scaledRidge);
            return !fits ? Optional.empty() : Optional.of(settings.with(s -> {
                s.kernel = kernel;
                s.correction = s.correction.withRidge(scaledRidge);
                s.intercept = Math.scalb(s.intercept, exponent);
            }));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int clamp(long exponent) {
        return Math.clamp(exponent, -10_000, 10_000);
    }

    private static Kernel kernel(Kernel kernel, int exponent) {
        return switch (kernel) {
            case Kernel.Linear linear -> linear;
            case Kernel.Exponential(double scale) -> Kernel.exponential(scaled(scale, -2 * exponent));
            case Kernel.Gaussian(double width) -> Kernel.gaussian(scaled(width, exponent));
            case Kernel.Laplace(double width) -> Kernel.laplace(scaled(width, exponent));
            case Kernel.Matern32(double width) -> Kernel.matern32(scaled(width, exponent));
            case Kernel.Matern52(double width) -> Kernel.matern52(scaled(width, exponent));
            case Kernel.Polynomial(int degree, double constant) ->
                    Kernel.polynomial(degree, constant == 0 ? 0 : scaled(constant, 2 * exponent));
        };
    }

    private static double scaled(double x, int exponent) {
        double result = Math.scalb(x, exponent);
        Checks.require(normal(result), "a parameter does not fit float64: ", result);
        return result;
    }

    private static boolean normal(double x) {
        return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE;
    }
}
