package io.github.foretoken.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EighthTurnTest {
    /** StrictMath is within one unit in the last place. */
    @Test
    void isWithinThreeUnitsOfJavasOwn() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double x = (2 * random.nextDouble() - 1) * Math.PI / 4 * (i % 2 == 0 ? 1 : Math.pow(2, -i % 60));
            double sine = StrictMath.sin(x);
            double cosine = StrictMath.cos(x);
            assertThat(EighthTurn.sine(x)).isCloseTo(sine, within(3 * Math.ulp(sine)));
            assertThat(EighthTurn.cosine(x)).isCloseTo(cosine, within(3 * Math.ulp(cosine)));
        }
        assertThat(EighthTurn.sine(0)).isZero();
        assertThat(EighthTurn.cosine(0)).isEqualTo(1);
        assertThat(EighthTurn.sine(-Math.PI / 4)).isEqualTo(-EighthTurn.sine(Math.PI / 4));
    }
}
