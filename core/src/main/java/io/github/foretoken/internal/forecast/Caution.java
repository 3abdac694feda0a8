package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * How far a forecast is trusted where there is a plain one to fall back on: wholly while its loss so far is no higher than the
 * plain one's, not at all once it is higher by the root of all squared differences of the two, and in between in
 * proportion. So where nothing can be foreseen the plain forecast is what remains, to the bit.
 */
final class Caution {
    /** What the forecast's loss is below the plain one's, for each step. */
    private final double[] lead;
    private final double[] squares;

    Caution(int horizon) {
        lead = new double[horizon];
        squares = new double[horizon];
    }

    /** Learns how the losses of a step differ. */
    void learn(int step, double forecastLoss, double plainLoss) {
        double difference = plainLoss - forecastLoss;
        lead[step] += difference;
        squares[step] += difference * difference;
    }

    /** What was learned counts less, and the trust stays what it is. */
    void fade(double by) {
        for (int h = 0; h < lead.length; h++) {
            lead[h] *= by;
            squares[h] *= by * by;
        }
    }

    /** The share of the forecast; the rest is the plain one's. */
    double trust(int step) {
        return lead[step] >= 0 ? 1 : Math.max(0, 1 + lead[step] / Math.sqrt(squares[step]));
    }

    void write(StateOutput out) throws IOException {
        out.putDoubles(lead, 0, lead.length);
        out.putDoubles(squares, 0, squares.length);
    }

    void read(StateInput in) throws IOException {
        in.getDoubles(lead, 0, lead.length);
        in.getDoubles(squares, 0, squares.length);
    }
}
