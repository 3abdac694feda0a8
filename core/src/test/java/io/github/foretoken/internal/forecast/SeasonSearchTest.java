package io.github.foretoken.internal.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonSearchTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 7, 12, 24, 48, 288})
    void findsASeasonUnderNoiseAndDrift(int season) {
        Random random = new Random(season);
        int found = 0;
        SeasonSearch search = new SeasonSearch(2);
        for (int t = 0; t < Math.max(200, 8 * season); t++) {
            double course = Math.sin(2 * Math.PI * t / season) + 0.5 * Math.cos(4 * Math.PI * t / season);
            search.push(new double[]{1e-9 * (course + 0.3 * random.nextGaussian() + 0.001 * t),
                1e6 * (1000 + course + 0.3 * random.nextGaussian())});
            if (search.due()) {
                found = search.search(found);
            }
        }
        // Noise moves the top of a long season's flat peak.
        assertEquals(season, found, 0.01 * season);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsNoneInNoise(long seed) {
        Random random = new Random(seed);
        SeasonSearch search = new SeasonSearch(1);
        for (int t = 0; t < 5000; t++) {
            search.push(new double[]{random.nextGaussian()});
            if (search.due() && t > 100) {
                assertEquals(0, search.search(0), "after " + t);
            } else if (search.due()) {
                search.search(0);
            }
        }
    }
}
