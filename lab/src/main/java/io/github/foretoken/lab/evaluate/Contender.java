package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Predictor;
import io.github.foretoken.PredictorChoice;
import io.github.foretoken.PredictorSearch;
import io.github.foretoken.lab.method.PredictorSpec;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A method on the scoreboard.
 *
 * @param name unique on it
 * @param reach how many rows a prediction needs before it
 * @param start makes a new forecaster for rows of that many columns
 */
public record Contender(String name, int reach, IntFunction<Forecaster> start) {
    static final String AUTO = "auto";

    /** The next row will be like the last one. */
    public static Contender persistence() {
        return new Contender("persistence", 1, d -> new SeasonalPersistence(d, 1));
    }

    /** The next row will be like the one a season before it. */
    public static Contender seasonal(int season) {
        return new Contender("seasonal persistence " + season, season, d -> new SeasonalPersistence(d, season));
    }

    /**
     * An estimator of the library, under its canonical name.
     *
     * @throws IllegalArgumentException if it predicts further ahead than the next row
     */
    public static Contender of(PredictorSpec spec) {
        if (spec.horizon() != 1) {
            throw new IllegalArgumentException(
                    "the scoreboard is of one step ahead; leave out horizon=" + spec.horizon());
        }
        return new Contender(spec.toString(), spec.lags().reach(), d -> forecaster(spec.predictor(d)));
    }

    /**
     * The estimator that does best on the rows before those scored; {@link PredictorSearch} looks at no others.
     *
     * @param notes told what was chosen
     */
    static Contender automatic(ScoredSeries series, Consumer<String> notes) {
        try {
            PredictorChoice choice = PredictorSearch.standard()
                    .withLength(series.to())
                    .withBreaks(series.breaks())
                    .withFilled(series.filled())
                    .choose(series.rows().rows(0, series.from()));
            PredictorSpec spec = PredictorSpec.parse(choice.predictor().toString());
            notes.accept("auto chose on the first " + series.from() + " rows " + choice.reason());
            Contender chosen = of(spec);
            return new Contender(AUTO, chosen.reach(), chosen.start());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Contender(AUTO, 1, _ -> {
                throw new IllegalArgumentException("it cannot choose: " + e.getMessage(), e);
            });
        }
    }

    private static Forecaster forecaster(Predictor predictor) {
        return new Forecaster() {
            @Override
            public void predict(double[] prediction) {
                predictor.predict(prediction);
            }

            @Override
            public void observe(double[] row) {
                predictor.observe(row);
            }

            @Override
            public void interrupt() {
                predictor.interrupt();
            }
        };
    }
}
