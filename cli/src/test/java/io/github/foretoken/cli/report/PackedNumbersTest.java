package io.github.foretoken.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class PackedNumbersTest {
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-12, 1, 1e12, 1e300})
    void numbersComeBackToTwentyFourBitsOfWhatTheyAreBesideTheOffset(double unit) throws Exception {
        PackedNumbers packed = new PackedNumbers();
        double[] values = {3 * unit, -7.25 * unit, 0, unit / 3, Double.NaN, 1e3 * unit, 1e-3 * unit};
        double[] beside = {unit * 1e6 + unit, unit * 1e6, unit * 1e6 - unit / 7};
        assertThat(packed.add(values, 0, 24)).isZero();
        assertThat(packed.add(beside, unit * 1e6, 24)).isEqualTo(1);

        List<double[]> read = read(packed);

        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                assertThat(read.get(0)[i]).isNaN();
            } else {
                assertThat(Math.abs(read.get(0)[i] - values[i])).isLessThanOrEqualTo(0x1p-24 * Math.abs(values[i]));
            }
        }
        for (int i = 0; i < beside.length; i++) {
            // Rounded once beside the offset, once with it.
            assertThat(Math.abs(read.get(1)[i] - beside[i])).isLessThanOrEqualTo(unit * (0x1p-24 + 1e6 * 0x1p-52));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 18, 23})
    void fewerBitsAreRoundedToNearest(int bits) throws Exception {
        PackedNumbers packed = new PackedNumbers();
        double[] values = {1, 1.1, -3.14159, 0.001, 12345.678, Math.nextDown(2.0), -1e-6};
        packed.add(values, 0, bits);

        double[] read = read(packed).getFirst();

        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(read[i] - values[i]))
                    .isLessThanOrEqualTo((Math.scalb(1.0, -bits) + 0x1p-24) * Math.abs(values[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void whatIsNotFiniteIsMissingAndSpoilsNothing(double value) throws Exception {
        PackedNumbers packed = new PackedNumbers();
        packed.add(new double[]{1, value, 2}, 0, 9);
        packed.add(new double[]{value}, 5, 24);

        List<double[]> read = read(packed);

        assertThat(read.get(0)).containsExactly(1, Double.NaN, 2);
        assertThat(read.get(1)).containsExactly(Double.NaN);
    }

    private static List<double[]> read(PackedNumbers packed) throws Exception {
        Document page = new Document("");
        page.appendElement("script").attr("id", "numbers").appendChild(new org.jsoup.nodes.DataNode(packed.text()));
        Element data = page.appendElement("script").attr("id", "data");
        data.appendChild(new org.jsoup.nodes.DataNode(
                JsonMapper.shared().writeValueAsString(java.util.Map.of("numbers", packed.scales()))));
        return Pages.numbers(page);
    }
}
