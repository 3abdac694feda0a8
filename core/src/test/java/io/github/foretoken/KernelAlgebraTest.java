package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels made of kernels: their texts, their equality and what cannot be one. Values are tested where they are used. */
class KernelAlgebraTest {
    private static final List<Kernel> BUILT_IN =
            List.of(Kernel.linear(), Kernel.exponential(), Kernel.exponential(1e-7), Kernel.gaussian(1.0 / 3),
                    Kernel.laplace(1e17), Kernel.matern32(2), Kernel.matern52(5e-9), Kernel.polynomial(3, 0.1));

    /** Whatever is made is read from its text. */
    @Test
    void textsAreReadAsWhatTheyWereWrittenFrom() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            Kernel kernel = any(random, 3);
            assertThat(Kernel.parse(kernel.text())).isEqualTo(kernel).hasSameHashCodeAs(kernel);
            assertThat(Kernel.parse(kernel.text().replace("+", " + ").replace("*", " *  "))).isEqualTo(kernel);
            assertThat(kernel.text()).doesNotContainAnyWhitespaces();
        }
    }

    private static Kernel any(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return BUILT_IN.get(random.nextInt(BUILT_IN.size()));
        }
        Kernel one = any(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> one.plus(any(random, depth - 1));
            case 1 -> one.times(any(random, depth - 1));
            default -> one.times(Math.exp(10 * random.nextGaussian()));
        };
    }

    @ParameterizedTest
    @CsvSource({"gaussian:2 + 0.5 * linear, gaussian:2.0+0.5*linear", "linear*3*2, 6.0*linear",
        "1e+2*gaussian:1e+1+Linear, 100.0*gaussian:10.0+linear", "1*exponential, exponential:1.0",
        ".5*polynomial:2:1*laplace:3, 0.5*polynomial:2:1.0*laplace:3.0"})
    void peoplesTextsAreRead(String typed, String text) {
        assertThat(Kernel.parse(typed).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2, a term needs a kernel", "linear+, there is no such kernel", "linear*-1, a weight must be positive",
        "0*linear, a weight must be positive and finite", "1e999*linear, a weight must be positive and finite",
        "linear**linear, there is no such kernel", "gaussian:2+mine, only a program can give it",
        "1e-300*1e-300*linear, must be positive and finite", "gaussian:1e-200+linear, widths between 2^-450 and 2^450"})
    void othersAreRefusedWithTheFormsThatAreRead(String typed, String reason) {
        assertThatThrownBy(() -> Kernel.parse(typed)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + typed + "'")
                .hasMessageContaining(reason)
                .hasMessageContaining("valid forms");
    }

    @Test
    void productsOfSumsAreMultipliedOut() {
        Kernel a = Kernel.gaussian(1);
        Kernel b = Kernel.laplace(2);
        Kernel c = Kernel.linear();
        assertThat(a.plus(b).times(c)).isEqualTo(a.times(c).plus(b.times(c)));
        assertThat(a.plus(b).times(2)).isEqualTo(a.times(2).plus(b.times(2)));
        assertThat(a.times(2).times(c.times(3))).isEqualTo(a.times(c).times(6));
        assertThat(a.plus(b.plus(c))).isEqualTo(a.plus(b).plus(c)).isNotEqualTo(c.plus(a).plus(b));
        assertThat(a.times(1)).isSameAs(a);
        assertThat(a.times(2).times(0.5)).isEqualTo(a);
        assertThat(a.times(2)).hasToString("2.0*gaussian:1.0");
        double[] x = {0.3, -1};
        double[] y = {1, 0.5};
        double expected = 2 * Math.exp(-(0.49 + 2.25) / 2) * -0.2 + Math.exp(-Math.sqrt(0.49 + 2.25) / 2);
        // Four operations a value, and an exponential each.
        assertThat(a.times(c).times(2).plus(b).evaluate(x, y)).isCloseTo(expected, within(40 * 0x1p-53));
    }

    @Test
    void functionsHaveANameThatIsNotRead() {
        Kernel own = Kernel.ofInner("cosine-4", Math::cosh);
        assertThat(own.text()).isEqualTo("cosine-4");
        assertThat(own).hasToString("cosine-4(<x, y>)")
                .isEqualTo(own)
                .isNotEqualTo(Kernel.ofInner("cosine-4", Math::exp));
        assertThat(own.evaluate(new double[]{2}, new double[]{0.5})).isEqualTo(Math.cosh(1));
        assertThat(Kernel.ofDistance("far", r -> 1 / (1 + r)).evaluate(new double[]{1, 2}, new double[]{4, 6}))
                .isEqualTo(1.0 / 6);
        assertThat(own.times(own).text()).isEqualTo("cosine-4*cosine-4");
        assertThatThrownBy(() -> Kernel.parse("cosine-4")).hasMessageContaining("only a program can give it");
        List<Kernel> kernels = new ArrayList<>(BUILT_IN);
        kernels.add(own);
        assertThat(kernels).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2x", "a b", "a+b", "a:b", "Linear", "gaussian", "é"})
    void namesThatCouldBeMistakenAreRefused(String name) {
        assertThatThrownBy(() -> Kernel.ofDistance(name, r -> 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void multiplesArePositive(double factor) {
        assertThatThrownBy(() -> Kernel.linear().times(factor)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("factor must be positive and finite, not " + factor);
        assertThatThrownBy(() -> new CombinedKernel.Term(factor, List.of(Kernel.linear())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
