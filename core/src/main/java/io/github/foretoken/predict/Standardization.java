package io.github.foretoken.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Mean and standard deviation of each coordinate of all tokens so far (Welford). A token is standardised when it arrives, by
 * the statistics of the tokens up to it, itself included, and stays so; what is predicted after it is given back by the same
 * statistics. The deviation's divisor is n. A coordinate that has not varied yet is only centred.
 *
 * <p>Squares are of deviations times a power of two, 1 unless they are so large or small that their squares would not fit
 * float64: so tokens times a power of two are standardised to the same bits.
 */
final class Standardization {
    /** The powers of two between which deviations are squared as they are; also how far they may outgrow their unit. */
    private static final int ORDINARY = 300;

    private double[] mean;
    /** Sums of squared deviations from the mean, in units of 4^unit. */
    private double[] squares;
    private int[] units;
    private long count;
    private double[] nextMean;
    private double[] nextSquares;
    private int[] nextUnits;

    Standardization(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
        units = new int[dimension];
        nextMean = new double[dimension];
        nextSquares = new double[dimension];
        nextUnits = new int[dimension];
    }

    /**
     * Standardises the next token, as if it had been accepted.
     *
     * @param data d numbers from offset on, not modified
     * @param result d numbers from resultOffset on, overwritten; not finite where a deviation overflows
     */
    void consider(double[] data, int offset, double[] result, int resultOffset) {
        for (int c = 0; c < mean.length; c++) {
            double x = data[offset + c];
            double deviation = x - mean[c];
            nextMean[c] = mean[c] + deviation / (count + 1);
            double after = x - nextMean[c];
            int unit = after == 0 ? units[c] : unit(squares[c], units[c], deviation);
            nextUnits[c] = unit;
            double before = unit == units[c] ? squares[c] : Math.scalb(squares[c], 2 * (units[c] - unit));
            nextSquares[c] = before + scaled(deviation, unit) * scaled(after, unit);
            result[resultOffset + c] =
                    Double.isInfinite(deviation) ? Double.NaN : divided(after, nextSquares[c], unit, count + 1);
        }
    }

    /** In which a deviation can be squared and added. */
    private static int unit(double squares, int unit, double deviation) {
        int exponent = Math.getExponent(deviation);
        boolean fits =
                squares == 0 ? unit == 0 && exponent >= -ORDINARY && exponent <= ORDINARY : exponent - unit <= ORDINARY;
        return fits || Double.isInfinite(deviation) ? unit : Math.abs(exponent) <= ORDINARY ? 0 : exponent;
    }

    private static double scaled(double x, int unit) {
        return unit == 0 ? x : Math.scalb(x, -unit);
    }

    private static double divided(double deviation, double squares, int unit, long count) {
        return squares > 0 ? scaled(deviation, unit) / Math.sqrt(squares / count) : deviation;
    }

    /** The token considered last counts from now on. */
    void accept() {
        double[] before = mean;
        mean = nextMean;
        nextMean = before;
        before = squares;
        squares = nextSquares;
        nextSquares = before;
        int[] unitsBefore = units;
        units = nextUnits;
        nextUnits = unitsBefore;
        count++;
    }

    /** Standardises by what counts now, in place. */
    void apply(double[] token) {
        for (int c = 0; c < mean.length; c++) {
            token[c] = divided(token[c] - mean[c], squares[c], units[c], count);
        }
    }

    /** Gives back the data's unit, in place. */
    void restore(double[] standardized, int offset) {
        for (int c = 0; c < mean.length; c++) {
            standardized[offset + c] = mean[c] + inUnit(c, standardized[offset + c]);
        }
    }

    /** The same of differences. */
    void unit(double[] differences) {
        for (int c = 0; c < mean.length; c++) {
            differences[c] = inUnit(c, differences[c]);
        }
    }

    private double inUnit(int c, double x) {
        double deviation = squares[c] > 0 ? Math.sqrt(squares[c] / count) * x : x;
        return units[c] == 0 ? deviation : Math.scalb(deviation, units[c]);
    }

    void write(StateOutput out) throws IOException {
        out.putLong(count);
        out.putDoubles(mean, 0, mean.length);
        out.putDoubles(squares, 0, squares.length);
    }

    /** @param tokens that there were, all of which count */
    void read(StateInput in, long tokens) throws IOException {
        count = in.getSize("standardised tokens");
        if (count != tokens) {
            throw new StateFlaw("claims " + count + " standardised tokens, of " + tokens);
        }
        in.getDoubles(mean, 0, mean.length);
        in.getDoubles(squares, 0, squares.length);
        for (double square : squares) {
            if (square < 0) {
                throw new StateFlaw("holds a sum of squares of " + square);
            }
        }
    }

    /** The exponents of the units of {@link #write}, or null where all are 0, as for tokens of ordinary size. */
    String units() {
        return Arrays.stream(units).allMatch(unit -> unit == 0) ? null
                : Arrays.stream(units).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    /** Takes over what {@link #units} gave. */
    void units(String text) throws StateFlaw {
        String[] parts = text == null ? new String[0] : text.split(",", -1);
        try {
            for (int c = 0; c < parts.length; c++) {
                units[c] = Integer.parseInt(parts[c]);
                if (Math.abs(units[c]) > Double.MAX_EXPONENT - Double.MIN_EXPONENT) {
                    throw new StateFlaw("has deviations in units of 2^" + units[c]);
                }
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new StateFlaw("has units of deviations that are not " + units.length + " whole numbers", e);
        }
    }

    Standardization copy() {
        Standardization copy = new Standardization(mean.length);
        System.arraycopy(mean, 0, copy.mean, 0, mean.length);
        System.arraycopy(squares, 0, copy.squares, 0, squares.length);
        System.arraycopy(units, 0, copy.units, 0, units.length);
        copy.count = count;
        return copy;
    }

    long bytes() {
        return mean.length * (4L * Double.BYTES + 2L * Integer.BYTES);
    }

    /** Each token of a sequence, standardised when it arrives; T x d. */
    static Matrix of(Matrix tokens) {
        Standardization standardization = new Standardization(tokens.cols());
        Matrix result = Matrix.zeros(tokens.rows(), tokens.cols());
        for (int t = 0; t < tokens.rows(); t++) {
            standardization.consider(tokens.data(), tokens.offset() + t * tokens.stride(), result.data(),
                    t * tokens.cols());
            standardization.accept();
        }
        return result;
    }

    /** Row t of the predictions is given back in the data's unit, in place, by the statistics of tokens up to t. */
    static void restore(Matrix tokens, double[] predictions) {
        Standardization standardization = new Standardization(tokens.cols());
        double[] ignored = new double[tokens.cols()];
        for (int t = 0; t < tokens.rows(); t++) {
            standardization.consider(tokens.data(), tokens.offset() + t * tokens.stride(), ignored, 0);
            standardization.accept();
            standardization.restore(predictions, t * tokens.cols());
        }
    }
}
