package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTableTest {
    @TempDir
    Path directory;

    @Test
    void numbersReadBackAsTheSameDoubles() throws IOException {
        double[] first = {Math.PI, Double.MIN_VALUE, -0.0, 1e300, 0.1 + 0.2};
        double[] second = {0, 1, 2, 3, 4};
        Path file = directory.resolve("curves.csv");
        new CurveTable().add("first", first).add("second", second).write(file);

        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            List<NamedCsvRecord> rows = reader.stream().toList();
            assertThat(rows.getFirst().getHeader()).containsExactly("t", "first", "second");
            assertThat(rows.stream().map(row -> row.getField("t"))).containsExactly("1", "2", "3", "4", "5");
            assertThat(column(rows, "first")).isEqualTo(first);
            assertThat(column(rows, "second")).isEqualTo(second);
        }
    }

    private static double[] column(List<NamedCsvRecord> rows, String name) {
        return rows.stream().mapToDouble(row -> Double.parseDouble(row.getField(name))).toArray();
    }

    @Test
    void refusesCurvesOfDifferentLengths() {
        CurveTable table = new CurveTable().add("a", new double[3]);
        assertThatThrownBy(() -> table.add("b", new double[4])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("curve b has length 4, not 3");
    }
}
