package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The candidates' forecasts of one column, their combination, and both of all tokens that are still to come. Beside them it
 * keeps what forecasts are relative to: persistence's for most, the course of a cycle, the newest value without inputs.
 */
final class Ensemble {
    private static final int EXTRA = 4;

    private final int candidates;
    private final int horizon;
    private final Aggregation aggregation;
    private final DueRows said;
    private final double[][] forecasts;
    private final double[] soft;
    private final double[] poly;
    final double[] mean;
    final double[] course;
    final double[] adjusted;
    /** How often forecasts were made: as many steps are scored. */
    private long made;

    Ensemble(Loops loops, Settings settings) {
        candidates = Candidates.count(settings);
        horizon = settings.horizon();
        aggregation = new Aggregation(loops, candidates, horizon, settings.absolute());
        said = new DueRows(candidates + EXTRA, horizon);
        forecasts = new double[candidates][horizon];
        soft = new double[horizon];
        poly = new double[horizon];
        mean = new double[horizon];
        course = new double[horizon];
        adjusted = new double[horizon];
    }

    /** Room for a candidate's forecast. */
    double[] forecast(int candidate) {
        return forecasts[candidate];
    }

    /** All that was said; the rows below are parts of it. */
    double[] said() {
        return said.data;
    }

    /** Where what persistence said of a token begins. */
    int persistenceRow(long number) {
        return said.row(number, Candidates.PERSISTENCE);
    }

    int courseRow(long number) {
        return said.row(number, candidates + 2);
    }

    int adjustedRow(long number) {
        return said.row(number, candidates + 3);
    }

    /** Whether there is anything to learn from a token. */
    boolean hasSpoken() {
        return made > 0;
    }

    void learn(long number, double token) {
        aggregation.learn(said, number, token, (int) Math.min(made, horizon));
    }

    /** See {@link Aggregation#relearn}. */
    void relearn() {
        aggregation.relearn();
    }

    /** See {@link Aggregation#restart}. */
    void restart(int candidate) {
        aggregation.restart(candidate);
    }

    /** Combines the forecasts made after that many tokens, and keeps all of them until they are due. */
    void combine(long tokens) {
        aggregation.combine(forecasts, soft, poly);
        for (int k = 0; k < candidates; k++) {
            said.say(tokens, k, forecasts[k]);
        }
        said.say(tokens, candidates, soft);
        said.say(tokens, candidates + 1, poly);
        said.say(tokens, candidates + 2, course);
        said.say(tokens, candidates + 3, adjusted);
        for (int h = 0; h < horizon; h++) {
            double trust = aggregation.trust(h);
            mean[h] = trust * (0.5 * (soft[h] + poly[h])) + (1 - trust) * forecasts[Candidates.PERSISTENCE][h];
        }
        made++;
    }

    /** Of a candidate in the forecast of a step, from 0 on. */
    double weight(int candidate, int step) {
        return candidate < candidates ? aggregation.weight(candidate, step) : 0;
    }

    void write(StateOutput out) throws IOException {
        out.putLong(made);
        aggregation.write(out);
        said.write(out);
        out.putDoubles(mean, 0, horizon);
    }

    void read(StateInput in) throws IOException {
        made = in.getSize("forecasts");
        aggregation.read(in);
        said.read(in);
        in.getAnyDoubles(mean, 0, horizon);
    }

    static long bytes(Settings settings) {
        long candidates = Candidates.count(settings);
        long horizon = settings.horizon();
        return Aggregation.bytes(candidates, horizon) + DueRows.bytes(candidates + EXTRA, horizon)
                + (candidates + 5) * horizon * Double.BYTES;
    }
}
