package io.github.foretoken.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a season is found, models with room for it begin anew; what they weigh does, too. */
class FoundSeasonTest {
    private static final int TOKENS = 60;
    private static final int SERIES = 60;

    /** Rotations have seasons, found from the 32nd token on; a forecaster that looks for none has nothing to begin anew. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void findingASeasonCostsNoAccuracy(double scale) {
        double[] detecting = new double[TOKENS];
        double[] none = new double[TOKENS];
        int found = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            found += addErrors(Forecaster.of(2).build(), seed, scale, detecting);
            addErrors(Forecaster.of(2).noSeason().build(), seed, scale, none);
        }
        assertThat(found).isGreaterThan(SERIES / 2);
        double worst = 0;
        double allowed = 0;
        for (int t = 30; t < TOKENS; t++) {
            worst = Math.max(worst, detecting[t]);
            allowed = Math.max(allowed, none[t]);
        }
        // It was 80 times as much. A single series in sixty may still find a season that helps it little.
        assertThat(worst).isLessThan(4 * allowed);
    }

    /** Of the token at each time, before it is seen. */
    private static int addErrors(Forecaster forecaster, int seed, double scale, double[] errors) {
        Random random = new Random(seed);
        double angle = 2 * Math.PI * random.nextDouble();
        double start = 2 * Math.PI * random.nextDouble();
        for (int t = 0; t < TOKENS; t++) {
            double[] token = {scale * Math.cos(start + t * angle), scale * (1000 + Math.sin(start + t * angle))};
            if (t > 0) {
                double[] mean = forecaster.forecast().mean(1);
                errors[t] += Math.pow((mean[0] - token[0]) / scale, 2) + Math.pow((mean[1] - token[1]) / scale, 2);
            }
            forecaster.observe(token);
        }
        return forecaster.season() > 0 ? 1 : 0;
    }
}
