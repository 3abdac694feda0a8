package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.descent.Correction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictorOptionsTest {
    private static final List<Kernel> KERNELS = List.of(Kernel.linear(), Kernel.exponential(), Kernel.exponential(0.3),
            Kernel.gaussian(1e-300), Kernel.gaussian(200), Kernel.laplace(1e17), Kernel.matern32(1.0 / 3),
            Kernel.matern52(2), Kernel.polynomial(3, 0), Kernel.polynomial(2, 1.5));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"kaczmarz kernel=gaussian:2 ridge=0.1", "affine:8 kernel=exponential",
        "kernel-ridge:0.1 kernel=gaussian:2 budget=50:0.001 lags=1-24,48 horizon=3 increments",
        "least-squares:0.1 delays=24 horizons=24 roll-outs standardize intercept", "persistence horizon=24", "mean",
        "least-squares:1 separate-columns=0,3", "kaczmarz kernel=gaussian:2 random-features=64",
        "kaczmarz kernel=exponential ridge=0.1 positive-features=15:-3 horizons=4",
        "kaczmarz kernel=linear relaxation=falling:100:0.01 forgetting=0.99",
        "kaczmarz kernel=exponential window=100 intercept=", "least-squares:1 separate-columns intercept=2.5"})
    void readsWhatItWrites(String text) {
        if (text.endsWith("=")) {
            assertThatThrownBy(() -> PredictorOptions.parse(text)).hasMessageContaining("linear kernel");
            return;
        }
        PredictorOptions options = PredictorOptions.parse(text);
        assertThat(options).hasToString(text);
        assertThat(Predictor.parse(text, 4).options()).isEqualTo(options);
    }

    /** Values drawn from the whole range: text and file give back what was written, to the bit. */
    @Test
    void anyValueSurvivesTextAndFile() throws Exception {
        Random random = new Random(7);
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            PredictorOptions options = any(random);
            if (options == null) {
                continue;
            }
            valid++;
            assertThat(PredictorOptions.parse(options.toString())).isEqualTo(options);
            Map<String, String> file = OptionsFile.write(new PredictorSettings(options, 9));
            assertThat(OptionsFile.read(file, null)).isEqualTo(new PredictorSettings(options, 9));
        }
        assertThat(valid).isGreaterThan(2_000);
    }

    private static PredictorOptions any(Random random) {
        Method method = List.of(Method.values()).get(random.nextInt(6));
        boolean often = random.nextBoolean();
        try {
            Correction correction = Correction.FULL;
            correction = random.nextInt(3) == 0 || method.refits() ? correction.withRidge(number(random)) : correction;
            correction = random.nextInt(4) == 0 ? correction.withRelaxation(2 * random.nextDouble()) : correction;
            correction = random.nextInt(4) == 0 ? correction.withFallingRelaxation(number(random), random.nextDouble())
                    : correction;
            correction = random.nextInt(4) == 0 ? correction.withForgetting(random.nextDouble()) : correction;
            Features features =
                    new Features(lags(random), method == Method.PERSISTENCE || (often && random.nextBoolean()),
                            method == Method.MEAN || (often && random.nextBoolean()),
                            random.nextInt(4) > 0 ? 0 : number(random));
            int horizons = often ? random.nextInt(Steps.MOST + 1) : 0;
            Steps steps = new Steps(1 + random.nextInt(Math.max(1, horizons)), horizons, random.nextInt(4) == 0);
            Columns columns =
                    often ? Columns.TOGETHER : new Columns(true, random.nextBoolean() ? List.of() : List.of(0, 3, 8));
            boolean bounded = random.nextInt(4) == 0;
            Memory memory = new Memory(method == Method.AFFINE_PROJECTION ? 1 + random.nextInt(20) : 1,
                    random.nextInt(4) == 0 ? 1 + random.nextInt(99) : Memory.ALL,
                    bounded ? 1 + random.nextInt(999) : Memory.ALL, bounded ? 1e-12 + random.nextDouble() / 2 : 0,
                    random.nextInt(4) > 0 ? RandomFeatures.NONE
                            : new RandomFeatures(
                                    random.nextBoolean() ? RandomFeatures.Form.WAVES : RandomFeatures.Form.POSITIVE,
                                    2 + 2 * random.nextInt(999), random.nextLong()));
            boolean bare = !method.learns();
            return new PredictorOptions(method,
                    bare || method == Method.LEAST_SQUARES ? Kernel.linear()
                            : KERNELS.get(random.nextInt(KERNELS.size())),
                    bare ? Correction.FULL : correction,
                    bare ? features.withLags(Lags.upTo(1)).withIntercept(0) : features, steps, columns,
                    bare ? Memory.UNBOUNDED : memory);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static double number(Random random) {
        return Math.scalb(1 + random.nextDouble(), random.nextInt(2000) - 1000);
    }

    private static Lags lags(Random random) {
        List<Integer> lags = new ArrayList<>();
        int lag = random.nextInt(3) + 1;
        for (int i = 0; i <= random.nextInt(6); i++) {
            lags.add(lag);
            lag += random.nextInt(3) == 0 ? 1 + random.nextInt(1000) : 1;
        }
        return Lags.of(lags.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> PredictorOptions.kernelRidge(Kernel.gaussian(1), 0)).hasMessageContaining("ridge");
        assertThatThrownBy(() -> PredictorOptions.mean().withDelays(2)).hasMessageContaining("no other option");
        assertThatThrownBy(() -> PredictorOptions.leastSquares(1).withKernel(Kernel.gaussian(1)))
                .hasMessageContaining("least squares is for the linear kernel");
        assertThatThrownBy(() -> Predictor.of(PredictorOptions.leastSquares(1).withSeparateColumns(3), 3))
                .hasMessage("shared column 3 is not one of 3, which are counted from 0");
        assertThatThrownBy(() -> new Columns(true, List.of(2, 1))).hasMessageContaining("ascend");
        assertThatThrownBy(() -> new Memory(1, Memory.ALL, Memory.ALL, 0.1, RandomFeatures.NONE))
                .hasMessageContaining("novelty is for a budget");
    }

    /** Two that differ in -0 only would be unlike and read alike. */
    @Test
    void zeroHasNoSign() {
        assertThat(new Features(Lags.upTo(1), false, false, -0.0)).isEqualTo(Features.NEWEST);
        assertThat(Correction.FULL.withRidge(-0.0)).isEqualTo(Correction.FULL);
    }
}
