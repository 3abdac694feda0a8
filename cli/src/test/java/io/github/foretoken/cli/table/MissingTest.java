package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingTest {
    private static final String GAPS = "date,a,b\n1,,9\n2,1,10\n3,NA,20\n4,nan,\n5,5,50\n6,6,60\n7,7,NaN\n";

    @Test
    void holdTakesTheValueAboveOnceMore() throws IOException {
        Table table = read(GAPS, Missing.HOLD);
        assertThat(table.values().toArray()).containsExactly(1, 10, 1, 20, 1, 20, 5, 50, 6, 60, 7, 60);
        assertThat(table.breaks()).isEmpty();
        assertThat(table.filled()).containsExactly(1, 2, 5);
        assertThat(table.notes())
                .contains("4 missing values hold the value above, and 1 row before the first values left "
                        + "out; no row with one is scored");
    }

    @Test
    void skipLeavesRowsOutAndKnowsWhere() throws IOException {
        Table table = read(GAPS, Missing.SKIP);
        assertThat(table.values().toArray()).containsExactly(1, 10, 5, 50, 6, 60);
        assertThat(table.breaks()).containsExactly(1);
        assertThat(table.filled()).isEmpty();
        assertThat(table.notes()).contains("4 rows with missing values left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "na", "NaN", "nan", " ", "-nan"})
    void theyAreErrorsByDefaultAndNamed(String cell) {
        assertThatThrownBy(() -> read("a,b\n1,2\n3," + cell + "\n", Missing.ERROR))
                .hasMessageContaining("line 3, column 2 (b)")
                .hasMessageContaining("see --missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "1e999", "five", "+"})
    void whatIsNoGapIsAnErrorAnyway(String cell) {
        assertThatThrownBy(() -> read("a,b\n1,2\n3," + cell + "\n", Missing.SKIP))
                .hasMessageContaining("line 3, column 2 (b)");
    }

    @Test
    void completeFilesAreAsTheyWere() throws IOException {
        for (Missing missing : Missing.values()) {
            Table table = read("a,b\n1,2\n3,4\n", missing);
            assertThat(table.values().toArray()).containsExactly(1, 2, 3, 4);
            assertThat(table.notes()).isEmpty();
        }
        assertThatThrownBy(() -> read("a,b\n1,\n,2\n", Missing.SKIP)).hasMessageContaining("no row without");
    }

    private static Table read(String text, Missing missing) throws IOException {
        return TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null, missing,
                FileRules.DEFAULT);
    }
}
