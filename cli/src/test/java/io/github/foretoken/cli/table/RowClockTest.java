package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowClockTest {
    private static RowClock clock(String... cells) {
        TimeColumn column = new TimeColumn("day", List.of(cells));
        return new RowClock("day", column.cells(), RegularTimes.of(column).orElse(null), 0);
    }

    @Test
    void saysTheTimesOfRowsAndOfThoseToCome() {
        RowClock days = clock("2024-02-27", "2024-02-28", "2024-02-29");
        assertThat(days.at(0)).isEqualTo("2024-02-27");
        assertThat(days.at(2)).isEqualTo("2024-02-29");
        assertThat(days.at(4)).isEqualTo("2024-03-02");
        assertThat(days.from(2).at(0)).isEqualTo("2024-02-29");
        assertThat(days.from(2).at(1)).isEqualTo("2024-03-01");
    }

    @Test
    void isBlankWhereNobodyKnows() {
        RowClock gaps = clock("2024-02-27", "", "2024-02-29", "2024-03-09");
        assertThat(gaps.at(1)).isEqualTo(" ");
        assertThat(gaps.at(4)).isEqualTo(" ");
        assertThat(gaps.at(-1)).isEqualTo(" ");
        assertThat(RowClock.NONE.hasTimes()).isFalse();
        assertThat(RowClock.NONE.at(3)).isEqualTo(" ");
    }
}
