package io.github.foretoken.papers.spectrum;

/** Modified Bessel functions by the trapezoidal rule on their integral, which shares nothing with the power series. */
final class Bessel {
    private static final int POINTS = 64;

    private Bessel() {}

    /**
     * I_n(x), {@code 1/pi} times the integral of {@code exp(x cos s) cos(n s)} over half a turn. The rule is off by the sum of
     * I_{n + 64}, I_{64 - n}, ..., below (x/2)^(64-n) / (64-n)!: nothing for |x| <= 2 and n <= 20. Rounding: u exp(x) a point.
     */
    static double i(int n, double x) {
        double sum = 0;
        for (int j = 0; j < POINTS; j++) {
            double s = 2 * Math.PI * j / POINTS;
            sum += Math.exp(x * Math.cos(s)) * Math.cos(n * s);
        }
        return sum / POINTS;
    }
}
