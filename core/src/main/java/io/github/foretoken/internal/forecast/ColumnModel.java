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

    private final int horizon;
    private final int candidates;
    private final ColumnScale scale = new ColumnScale();
    private final SeriesRing ring = new SeriesRing(RING);
    private final Averages averages = new Averages(SPANS);
    private Averages seasonAverages;
    private final LagModel quick;
    private final LagModel slow;
    private LagModel seasonal;
    private CycleModel cycle;
    private final Aggregation aggregation;
    private final DueRows said;
    private final double[][] forecasts;
    private final double[] soft;
    private final double[] poly;
    private final double[] mean;
    private final double[] base;
    private double sum;
    private long values;
    private double least;
    private double greatest;
    private double changes;
    /** Tokens for which forecasts were made: as many steps are scored. */
    private long ahead;

    ColumnModel(Settings settings) {
        horizon = settings.horizon();
        candidates = settings.crossed() ? Candidate.values().length : Candidate.CROSSED.ordinal();
        quick = new LagModel(SHORT, horizon, LagModel.QUICK, true);
        slow = new LagModel(LONG, horizon, LagModel.SLOW, false);
        seasonal = new LagModel(LONG, horizon, LagModel.SLOW, true);
        aggregation = new Aggregation(candidates, horizon, settings.absolute());
        said = new DueRows(candidates + 3, horizon);
        forecasts = new double[candidates][horizon];
        soft = new double[horizon];
        poly = new double[horizon];
        mean = new double[horizon];
        base = new double[horizon];
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

    /** Room for the crossed candidate's forecast, and persistence's voice for what that is relative to. */
    double[] forecast(Candidate candidate) {
        return forecasts[candidate.ordinal()];
    }

    /** Where in {@link #said} what persistence said of a token begins. */
    int base(long number) {
        return said.row(number, Candidate.PERSISTENCE.ordinal());
    }

    DueRows said() {
        return said;
    }

    Averages longAverages() {
        return seasonAverages == null ? averages : seasonAverages;
    }

    /** By how much the newest value differs from the first, in the data's unit; 0 before that. */
    double amplitude() {
        return scale.begun() ? scale.amplitude(ring.get(0)) : 0;
    }

    /** What the newest changes weigh in the seasonal candidate. @param step from 0 on */
    double[] lagWeights(int step) {
        double[] weights = new double[LAGS];
        Arrays.setAll(weights, i -> seasonal.weight(i, step));
        return weights;
    }

    double weight(Candidate candidate, int step) {
        return candidate.ordinal() < candidates ? aggregation.weight(candidate.ordinal(), step) : 0;
    }

    int candidates() {
        return candidates;
    }

    /**
     * Learns a token from what was said of it and appends it.
     *
     * @param value NaN where it is missing
     * @return the value in the column's unit, NaN if it teaches nothing
     */
    double observe(long number, double value) {
        boolean missing = Double.isNaN(value);
        if (!scale.begun()) {
            if (missing) {
                return Double.NaN;
            }
            scale.begin(value);
        }
        double inward = missing ? imputed() : scale.inward(value);
        boolean teaches = !missing && ready() && ahead > 0;
        if (teaches) {
            learn(number, inward);
        }
        append(number, inward);
        if (!missing) {
            note(inward);
            if (!scale.known()) {
                rescale(scale.look(value));
            }
        }
        return teaches ? inward : Double.NaN;
    }

    private double imputed() {
        return ready() ? mean[0] : ring.get(0);
    }

    private void learn(long number, double value) {
        int relative = base(number);
        quick.learn(value, said.data, relative);
        slow.learn(value, said.data, relative);
        seasonal.learn(value, said.data, relative);
        if (cycle != null && cycle.ready()) {
            cycle.learn(value, said.data, said.row(number, candidates + 2));
        }
        aggregation.learn(said, number, value, (int) Math.min(ahead, horizon));
    }

    private void append(long number, double value) {
        ring.push(value);
        averages.push(value);
        if (seasonAverages != null) {
            seasonAverages.push(value);
            cycle.push(number, value);
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
            least *= by;
            greatest *= by;
            changes *= by;
            sum *= by;
        }
    }

    /** From now on there is a season, of which what is still held is an example. @param tokens so far */
    void plan(Season season, long tokens) {
        ring.grow(Math.max(season.count() * season.length(), season.length()) + LAGS + 2);
        seasonAverages = new Averages(season.spans());
        seasonal = new LagModel(seasonSize(season), horizon, LagModel.SLOW, true);
        cycle = new CycleModel(season.cycle(), season.length(), horizon);
        for (int back = ring.held() - 1; back >= 0; back--) {
            seasonAverages.push(ring.get(back));
            cycle.push(tokens - 1 - back, ring.get(back));
        }
    }

    private static int seasonSize(Season season) {
        return LONG + 2 * season.count() + Season.phases();
    }

    /** What its own maps forecast after so many tokens. @param season or null */
    void forecast(long tokens, Season season) {
        double newest = ring.get(0);
        Arrays.fill(forecast(Candidate.PERSISTENCE), newest);
        Arrays.fill(forecast(Candidate.MEAN), sum / values);
        repeatSeason(season);
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
        quick.forecast(forecast(Candidate.SHORT));
        slow.forecast(forecast(Candidate.LONG));
        seasonal.forecast(forecast(Candidate.SEASONAL));
        bound(forecast(Candidate.SHORT), newest);
        bound(forecast(Candidate.LONG), newest);
        bound(forecast(Candidate.SEASONAL), newest);
        if (cycle != null && cycle.ready()) {
            cycle.forecast(tokens, base, forecast(Candidate.CYCLE));
            bound(forecast(Candidate.CYCLE), 0);
        } else {
            Arrays.fill(forecast(Candidate.CYCLE), newest);
        }
    }

    private void repeatSeason(Season season) {
        double[] forecast = forecast(Candidate.REPEATED_SEASON);
        if (season == null) {
            Arrays.fill(forecast, ring.get(0));
            return;
        }
        for (int h = 0; h < horizon; h++) {
            int back = season.length() - 1 - h % season.length();
            forecast[h] = ring.has(back) ? ring.get(back) : ring.get(0);
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

    /** Combines the candidates' forecasts after so many tokens, and keeps all of them until they are due. */
    void combine(long tokens) {
        aggregation.combine(forecasts, soft, poly);
        for (int k = 0; k < candidates; k++) {
            said.say(tokens, k, forecasts[k]);
        }
        said.say(tokens, candidates, soft);
        said.say(tokens, candidates + 1, poly);
        said.say(tokens, candidates + 2, base);
        for (int h = 0; h < horizon; h++) {
            double trust = aggregation.trust(h);
            mean[h] = trust * (0.5 * (soft[h] + poly[h])) + (1 - trust) * forecasts[0][h];
        }
        ahead++;
    }

    /** In the data's unit. @param step from 0 on */
    double mean(int step) {
        return scale.begun() ? scale.outward(ready() ? mean[step] : ring.get(0)) : Double.NaN;
    }

    void write(StateOutput out) throws IOException {
        scale.write(out);
        out.putDoubles(new double[]{sum, least, greatest, changes}, 0, 4);
        out.putLong(values);
        out.putLong(ahead);
        ring.write(out);
        averages.write(out);
        quick.write(out);
        slow.write(out);
        seasonal.write(out);
        if (seasonAverages != null) {
            seasonAverages.write(out);
            cycle.write(out);
        }
        aggregation.write(out);
        said.write(out);
        out.putDoubles(mean, 0, horizon);
    }

    /** Into a column that is new. @param season that was there, or null */
    void read(StateInput in, Season season) throws IOException {
        scale.read(in);
        double[] statistics = new double[4];
        in.getDoubles(statistics, 0, 4);
        sum = statistics[0];
        least = statistics[1];
        greatest = statistics[2];
        changes = statistics[3];
        values = in.getSize("values");
        ahead = in.getSize("forecasts");
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
        aggregation.read(in);
        said.read(in);
        in.getAnyDoubles(mean, 0, horizon);
    }

    /** What a column takes. @param season or null */
    static long bytes(Settings settings, Season season) {
        long horizon = settings.horizon();
        int voices = Candidate.values().length;
        long bytes = LagModel.bytes(SHORT, horizon) + LagModel.bytes(LONG, horizon)
                + LagModel.bytes(season == null ? LONG : seasonSize(season), horizon)
                + Aggregation.bytes(voices, horizon) + DueRows.bytes(voices + 3, horizon)
                + (voices + 4) * horizon * Double.BYTES + (long) RING * Double.BYTES;
        if (season != null) {
            bytes += CycleModel.bytes(season.cycle(), horizon)
                    + (long) SeriesRing.roundUp(season.count() * season.length() + LAGS + 2) * Double.BYTES;
        }
        return bytes;
    }
}
