package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One column: its series in its own unit, the candidates that forecast it, and their aggregation. Until it has changed a few
 * times it repeats its newest value.
 */
final class ColumnModel {
    static final int LAGS = 25;
    private static final int FEW_LAGS = 8;
    private static final double[] SPANS = {6, 24, 96, 384};
    private static final int SHORT = FEW_LAGS + 1;
    private static final int LONG = LAGS + SPANS.length;
    private static final int RING = 256;
    /** How far beyond all that was seen a forecast may lie, in mean changes for each step. */
    private static final double MARGIN = 2;

    private final Loops loops;
    private final int horizon;
    private final ColumnScale scale = new ColumnScale();
    private final SeriesRing ring = new SeriesRing(RING);
    private final Averages averages = new Averages(SPANS);
    private Averages seasonAverages;
    private final LagModel quick;
    private final LagModel slow;
    private LagModel seasonal;
    private CycleModel cycle;
    private final InputModel inputs;
    private final Ensemble ensemble;
    private double sum;
    private long values;
    private double least;
    private double greatest;
    private double changes;

    ColumnModel(Loops loops, Settings settings) {
        this.loops = loops;
        horizon = settings.horizon();
        quick = new LagModel(loops, SHORT, horizon, LagModel.QUICK, true);
        slow = new LagModel(loops, LONG, horizon, LagModel.SLOW, false);
        seasonal = new LagModel(loops, LONG, horizon, LagModel.SLOW, true);
        inputs = settings.inputs() == 0 ? null
                : new InputModel(loops, settings.inputs(), horizon, FEW_LAGS, LAGS, SPANS);
        ensemble = new Ensemble(loops, settings);
    }

    ColumnScale scale() {
        return scale;
    }

    SeriesRing ring() {
        return ring;
    }

    /** Whether there is more than persistence. */
    boolean ready() {
        return scale.known();
    }

    Ensemble ensemble() {
        return ensemble;
    }

    private double[] forecast(int candidate) {
        return ensemble.forecast(candidate);
    }

    Averages longAverages() {
        return seasonAverages == null ? averages : seasonAverages;
    }

    /** By how much the newest value differs from the first, in the data's unit; 0 before that. */
    double amplitude() {
        return scale.begun() ? scale.amplitude(ring.get(0)) : 0;
    }

    /**
     * What the newest changes weigh in the seasonal candidate.
     *
     * @param step from 0 on
     */
    double[] lagWeights(int step) {
        double[] weights = new double[LAGS];
        Arrays.setAll(weights, i -> seasonal.weight(i, step));
        return weights;
    }

    /**
     * Learns a token from what was said of it and appends it.
     *
     * @param value NaN where it is missing
     * @param known inputs, or null
     * @return the value in the column's unit, NaN if it teaches nothing
     */
    double observe(long number, double value, KnownInputs known) {
        boolean missing = Double.isNaN(value);
        if (!scale.begun()) {
            if (missing) {
                return Double.NaN;
            }
            scale.begin(value);
        }
        double inward = missing ? imputed() : scale.inward(value);
        boolean teaches = !missing && ready() && ensemble.hasSpoken();
        if (teaches) {
            learn(number, inward, known);
        }
        append(number, inward, known);
        if (!missing) {
            note(inward);
            if (!scale.known()) {
                rescale(scale.look(value));
            }
        }
        return teaches ? inward : Double.NaN;
    }

    /** See {@link LagModel#relearn}. */
    void relearn(long tokens) {
        quick.relearn(tokens);
        slow.relearn(tokens);
        seasonal.relearn(tokens);
        if (cycle != null) {
            cycle.relearn(tokens);
        }
        if (inputs != null) {
            inputs.relearn(tokens);
        }
        ensemble.relearn();
    }

    private double imputed() {
        return ready() ? ensemble.mean[0] : ring.get(0);
    }

    private void learn(long number, double value, KnownInputs known) {
        double[] said = ensemble.said();
        int relative = ensemble.persistenceRow(number);
        quick.learn(value, said, relative);
        slow.learn(value, said, relative);
        seasonal.learn(value, said, relative);
        if (cycle != null && cycle.ready()) {
            cycle.learn(value, said, ensemble.courseRow(number));
        }
        if (inputs != null) {
            inputs.learn(value, known, ensemble, number);
        }
        ensemble.learn(number, value);
    }

    private void append(long number, double value, KnownInputs known) {
        ring.push(value);
        averages.push(value);
        if (seasonAverages != null) {
            seasonAverages.push(value);
            cycle.push(number, value);
        }
        if (inputs != null) {
            inputs.push(value, known);
        }
    }

    /** Statistics of what was measured. */
    private void note(double value) {
        least = values == 0 ? value : Math.min(least, value);
        greatest = values == 0 ? value : Math.max(greatest, value);
        changes += ring.has(1) ? Math.abs(value - ring.get(1)) : 0;
        sum += value;
        values++;
    }

    private void rescale(double by) {
        if (by != 0) {
            ring.scale(by);
            averages.scale(by);
            if (seasonAverages != null) {
                seasonAverages.scale(by);
                cycle.scale(by);
            }
            if (inputs != null) {
                inputs.scale(by);
            }
            least *= by;
            greatest *= by;
            changes *= by;
            sum *= by;
        }
    }

    /**
     * From now on there is a season, of which what is still held is an example.
     *
     * @param tokens so far
     */
    void plan(Season season, long tokens) {
        ring.grow(Math.max(season.count() * season.length(), season.length()) + LAGS + 2);
        seasonAverages = new Averages(season.spans());
        seasonal = new LagModel(loops, seasonSize(season), horizon, LagModel.SLOW, true);
        cycle = new CycleModel(loops, season.cycle(), season.length(), horizon);
        ensemble.restart(Candidates.SEASONAL);
        for (int back = ring.held() - 1; back >= 0; back--) {
            seasonAverages.push(ring.get(back));
            cycle.push(tokens - 1 - back, ring.get(back));
        }
    }

    private static int seasonSize(Season season) {
        return LONG + 2 * season.count() + Season.phases();
    }

    /**
     * What its own maps forecast after that many tokens.
     *
     * @param season or null
     * @param known inputs, or null
     */
    void forecast(long tokens, Season season, KnownInputs known) {
        double newest = ring.get(0);
        Arrays.fill(forecast(Candidates.PERSISTENCE), newest);
        Arrays.fill(forecast(Candidates.MEAN), sum / values);
        if (season == null) {
            Arrays.fill(forecast(Candidates.REPEATED_SEASON), newest);
        } else {
            season.repeat(ring, forecast(Candidates.REPEATED_SEASON));
        }
        ring.increments(slow.feature, 0, LAGS);
        averages.differences(0, newest, slow.feature, LAGS);
        System.arraycopy(slow.feature, 0, quick.feature, 0, FEW_LAGS);
        quick.feature[FEW_LAGS] = slow.feature[LAGS + 1];
        System.arraycopy(slow.feature, 0, seasonal.feature, 0, LONG);
        if (season != null) {
            seasonAverages.differences(0, newest, seasonal.feature, LAGS);
            ring.seasons(season.length(), season.count(), seasonal.feature, LONG);
            season.phases(tokens, seasonal.feature, LONG + 2 * season.count());
        }
        quick.forecast(forecast(Candidates.SHORT));
        slow.forecast(forecast(Candidates.LONG));
        seasonal.forecast(forecast(Candidates.SEASONAL));
        bound(forecast(Candidates.SHORT), newest);
        bound(forecast(Candidates.LONG), newest);
        bound(forecast(Candidates.SEASONAL), newest);
        if (cycle != null && cycle.ready()) {
            cycle.forecast(tokens, ensemble.course, forecast(Candidates.CYCLE));
            bound(forecast(Candidates.CYCLE), 0);
        } else {
            Arrays.fill(forecast(Candidates.CYCLE), newest);
        }
        if (inputs != null) {
            Arrays.fill(forecast(Candidates.CROSSED), newest);
            inputs.forecast(quick.feature, known, forecast(Candidates.INPUTS), ensemble.adjusted);
            bound(forecast(Candidates.INPUTS), 0);
        }
    }

    /** Makes forecasts of what they are relative to a value, and keeps them near to what was ever seen. */
    void bound(double[] forecast, double relative) {
        double margin = MARGIN * changes / values;
        for (int h = 0; h < horizon; h++) {
            double value = relative + forecast[h];
            double beyond = margin * (h + 1);
            forecast[h] =
                    value >= greatest + beyond ? greatest + beyond : value >= least - beyond ? value : least - beyond;
        }
    }

    /**
     * In the data's unit.
     *
     * @param step from 0 on
     */
    double mean(int step) {
        return scale.begun() ? scale.outward(ready() ? ensemble.mean[step] : ring.get(0)) : Double.NaN;
    }

    void write(StateOutput out) throws IOException {
        scale.write(out);
        out.putDoubles(new double[]{sum, least, greatest, changes}, 0, 4);
        out.putLong(values);
        ring.write(out);
        averages.write(out);
        quick.write(out);
        slow.write(out);
        seasonal.write(out);
        if (seasonAverages != null) {
            seasonAverages.write(out);
            cycle.write(out);
        }
        if (inputs != null) {
            inputs.write(out);
        }
        ensemble.write(out);
    }

    /**
     * Into a column that is new.
     *
     * @param season that was there, or null
     */
    void read(StateInput in, Season season) throws IOException {
        scale.read(in);
        double[] statistics = new double[4];
        in.getDoubles(statistics, 0, 4);
        sum = statistics[0];
        least = statistics[1];
        greatest = statistics[2];
        changes = statistics[3];
        values = in.getSize("values");
        if (season != null) {
            plan(season, 0);
        }
        ring.read(in);
        averages.read(in);
        quick.read(in);
        slow.read(in);
        seasonal.read(in);
        if (season != null) {
            seasonAverages.read(in);
            cycle.read(in);
        }
        if (inputs != null) {
            inputs.read(in);
        }
        ensemble.read(in);
    }

    /**
     * What a column takes.
     *
     * @param season or null
     */
    static long bytes(Settings settings, Season season) {
        long horizon = settings.horizon();
        long bytes = LagModel.bytes(SHORT, horizon) + LagModel.bytes(LONG, horizon)
                + LagModel.bytes(season == null ? LONG : seasonSize(season), horizon) + Ensemble.bytes(settings)
                + (long) RING * Double.BYTES
                + (settings.inputs() == 0 ? 0 : InputModel.bytes(settings.inputs(), horizon, FEW_LAGS, LONG));
        if (season != null) {
            bytes += CycleModel.bytes(season.cycle(), horizon)
                    + (long) SeriesRing.roundUp(season.count() * season.length() + LAGS + 2) * Double.BYTES;
        }
        return bytes;
    }
}
