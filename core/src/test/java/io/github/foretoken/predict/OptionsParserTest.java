package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PredictorOptions}: one canonical form, and refusals that say why. */
class OptionsParserTest {
    @ParameterizedTest
    @ValueSource(strings = {"kaczmarz kernel=exponential", "kaczmarz kernel=exponential:0.5 relaxation=0.3",
        "kaczmarz kernel=gaussian:2 ridge=0.1 relaxation=falling:16:0.02 forgetting=0.999 delays=24 increments",
        "affine:8 kernel=matern52:3.5 ridge=0.01 window=100 horizon=3", "least-squares:10 forgetting=0.9995 delays=25",
        "kernel-ridge:1.0E-4 kernel=polynomial:2:1", "kernel-ridge:0.001 kernel=linear", "kaczmarz kernel=laplace:2",
        "kaczmarz kernel=matern32:0.5 window=12", "least-squares:1 lags=1-25,48,49,168-170",
        "least-squares:1 lags=2 standardize intercept", "kernel-ridge:0.1 kernel=gaussian:1 forgetting=0.99 budget=500",
        "kernel-ridge:0.1 kernel=gaussian:1 budget=50:0.001",
        "kaczmarz kernel=exponential ridge=0.1 forgetting=0.9 budget=50"})
    void canonicalFormReadsBack(String text) {
        PredictorOptions options = PredictorOptions.parse(text);
        assertThat(options).hasToString(text);
        assertThat(PredictorOptions.parse(options.toString())).isEqualTo(options);
        assertThat(Predictor.of(options, 3)).hasToString(text);
        assertThat(Predictor.of(options, 3).dimension()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"kaczmarz, kaczmarz kernel=exponential", "ridge, kaczmarz kernel=exponential ridge=0.1",
        "ridge:2 delays=1, kaczmarz kernel=exponential ridge=2", "least-squares, least-squares:0.1",
        "' kernel-ridge   ridge=3 kernel=gaussian:2.0 ', kernel-ridge:3 kernel=gaussian:2",
        "affine:2 increments kernel=linear, affine:2 kernel=linear increments",
        "kaczmarz relaxation=1 forgetting=1 lags=1 ridge=0 kernel=exponential:1, kaczmarz kernel=exponential"})
    void manyWaysOneForm(String text, String canonical) {
        assertThat(PredictorOptions.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "" | '' is none of kaczmarz
            ridg | 'ridg' is none of kaczmarz
            kaczmarz:3 | takes no parameter
            affine | needs its order
            affine:x | must be a whole number, not 'x'
            affine:0 | order must be 1 or more
            least-squares kernel=linear | least-squares has no kernel
            least-squares:x | must be a number, not 'x'
            least-squares:0 | needs a positive ridge
            kernel-ridge:1 ridge=1 | given twice
            ridge:1 ridge=1 | given twice
            kaczmarz delays=2 delays=2 | delays is given twice
            kaczmarz delay=2 | 'delay=2' is none of kernel=
            kaczmarz increments=1 | 'increments=1' is none of
            kaczmarz delays | 'delays' is none of
            kaczmarz delays=0 | delays must be 1 or more
            kaczmarz delays=2 lags=1-2 | give one of them
            kaczmarz lags=3,2 | lags must ascend
            kaczmarz lags=0-2 | lags must ascend
            kaczmarz lags=3-2 | lags must ascend
            kaczmarz lags=1-99999999 | lags must ascend
            kaczmarz lags=1-,3 | whole number, not ''
            affine:2 budget=5 | only kaczmarz and kernel ridge
            kernel-ridge budget=5:2 | novelty must lie in
            kernel-ridge budget=x | budget must be a whole number
            kernel-ridge kernel=gaussian:1 random-features=8 | only kaczmarz, with the exponential or the gaussian kernel
            kaczmarz kernel=laplace:1 random-features=8 | only kaczmarz, with the exponential or the gaussian kernel
            kaczmarz random-features=7 | pairs of a cosine and a sine; take an even number, not 7
            kaczmarz random-features=0 | random-features must be 1 or more
            kaczmarz positive-features=-1 | positive-features must be 1 or more
            kaczmarz random-features=8:x | SEED of random-features must be a whole number
            kaczmarz random-features=8 positive-features=8 | give one of them
            kaczmarz random-features=8 budget=5 | take no budget
            kaczmarz random-features=8 window=5 | take no window
            kernel-ridge forgetting=0.9 | does not forget
            kaczmarz intercept | for the linear kernel
            kaczmarz standardise | 'standardise' is none of
            kaczmarz window=0 | window must be 1 or more
            kaczmarz kernel=rbf | no such kernel
            kaczmarz relaxation=2 | must lie between 0 and 2
            kaczmarz relaxation=NaN | must lie between 0 and 2
            kaczmarz relaxation=falling:1 | falling:HORIZON:LEAST
            kaczmarz forgetting=1.5 | forgetting must lie in
            affine:2 forgetting=0.9 | does not forget
            kernel-ridge relaxation=0.5 | takes no relaxation
            least-squares window=3 | has no window""")
    void refusals(String text, String reason) {
        assertThatThrownBy(() -> PredictorOptions.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void buildsWhatItSays() {
        Predictor named = Predictor.parse("kaczmarz kernel=gaussian:2 ridge=0.1 delays=2", 1);
        Predictor built = Predictor.kaczmarz(Kernel.gaussian(2), 1).withRidge(0.1).withDelays(2);
        for (int t = 0; t < 20; t++) {
            double[] token = {Math.sin(t)};
            named.observe(token);
            built.observe(token);
        }
        assertThat(named.predict()).isEqualTo(built.predict());
    }
}
