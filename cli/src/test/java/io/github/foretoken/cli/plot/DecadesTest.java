package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecadesTest {
    @Test
    void labelsFewDecadesPlainly() {
        Decades decades = Decades.of(0.02, 300);
        assertThat(decades.isWide()).isTrue();
        assertThat(Decades.of(0.2, 300).isWide()).isFalse();
        assertThat(Decades.of(0.2, 300).narrowLabel(0.1)).isEqualTo("0.1");
        assertThat(Decades.of(0.2, 300).narrowLabel(200)).as("a crowd").isBlank();
        assertThat(Decades.of(3, 30).narrowLabel(20)).isEqualTo("20");
        assertThat(Decades.of(0.001, 0.05).narrowLabel(0.005)).isEqualTo("0.005");
        assertThat(Decades.of(0.001, 0.05).narrowLabel(0.007)).isBlank();
        assertThat(Decades.of(1e-8, 1e-7).narrowLabel(5e-8)).isEqualTo("5·10⁻⁸");
        assertThat(Decades.of(1e6, 1e7).narrowLabel(1e6)).isEqualTo("10⁶");
    }

    @Test
    void labelsManyDecadesByPowersOfTen() {
        assertThat(Decades.wideLabel(-12)).isEqualTo("10⁻¹²");
        assertThat(Decades.wideLabel(0)).isEqualTo("1");
        assertThat(Decades.wideLabel(1)).isEqualTo("10¹");
        assertThat(Decades.wideLabel(-3.5)).as("ends of the axis differ").isNotEqualTo(Decades.wideLabel(0.5));
    }

    @Test
    void anAxisHasSomeLengthWhateverTheData() {
        for (Decades decades : new Decades[]{Decades.of(5, 5), Decades.of(0, 1), Decades.of(Double.NaN, Double.NaN),
            Decades.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)}) {
            assertThat(decades.to() - decades.from()).isGreaterThanOrEqualTo(0.49);
        }
    }
}
