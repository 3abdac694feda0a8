package io.github.foretoken;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Mean and standard deviation of each coordinate of all tokens so far (Welford). A token is standardised when it arrives, by
 * the statistics of the tokens up to it, itself included, and stays so; what is predicted after it is given back by the same
 * statistics. The deviation's divisor is n. A coordinate that has not varied yet is only centred.
 */
final class Standardization {
    private double[] mean;
    /** Sums of squared deviations from the mean. */
    private double[] squares;
    private long count;
    private double[] nextMean;
    private double[] nextSquares;

    Standardization(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
        nextMean = new double[dimension];
        nextSquares = new double[dimension];
    }

    /**
     * Standardises the next token, as if it had been accepted.
     *
     * @param data d numbers from offset on, not modified
     * @param result d numbers from resultOffset on, overwritten; not finite where squares overflow
     */
    void consider(double[] data, int offset, double[] result, int resultOffset) {
        for (int c = 0; c < mean.length; c++) {
            double x = data[offset + c];
            double deviation = x - mean[c];
            nextMean[c] = mean[c] + deviation / (count + 1);
            nextSquares[c] = squares[c] + deviation * (x - nextMean[c]);
            result[resultOffset + c] = (x - nextMean[c]) / scale(nextSquares[c], count + 1);
        }
    }

    /** The token considered last counts from now on. */
    void accept() {
        double[] before = mean;
        mean = nextMean;
        nextMean = before;
        before = squares;
        squares = nextSquares;
        nextSquares = before;
        count++;
    }

    private static double scale(double squares, long count) {
        if (squares == Double.POSITIVE_INFINITY) {
            // Not infinity, which would make a finite 0 of the token.
            return Double.NaN;
        }
        return squares > 0 ? Math.sqrt(squares / count) : 1;
    }

    /** Standardises by what counts now, in place. */
    void apply(double[] token) {
        for (int c = 0; c < mean.length; c++) {
            token[c] = (token[c] - mean[c]) / scale(squares[c], count);
        }
    }

    /** Gives back the data's unit, in place. */
    void restore(double[] standardized, int offset) {
        for (int c = 0; c < mean.length; c++) {
            standardized[offset + c] = mean[c] + scale(squares[c], count) * standardized[offset + c];
        }
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

    Standardization copy() {
        Standardization copy = new Standardization(mean.length);
        System.arraycopy(mean, 0, copy.mean, 0, mean.length);
        System.arraycopy(squares, 0, copy.squares, 0, squares.length);
        copy.count = count;
        return copy;
    }

    void clear() {
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        count = 0;
    }

    long bytes() {
        return 4L * mean.length * Double.BYTES;
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
