package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2024-03-01|2024-03-01T00:00:00Z", "2024-03-01 06:30|2024-03-01T06:30:00Z",
        "2024/3/1 6:30:15|2024-03-01T06:30:15Z", "2024-03-01T06:30:15.250Z|2024-03-01T06:30:15.250Z",
        "2024-03-01T06:30:15+02:00|2024-03-01T04:30:15Z", "20240301|2024-03-01T00:00:00Z",
        "202403|2024-03-01T00:00:00Z", "2024-03|2024-03-01T00:00:00Z", "1 Mar 2024|2024-03-01T00:00:00Z",
        "01-Mar-2024|2024-03-01T00:00:00Z", "March 1, 2024|2024-03-01T00:00:00Z", "Mar 2024|2024-03-01T00:00:00Z",
        "3/2024|2024-03-01T00:00:00Z", "2024-03-01 12:05 AM|2024-03-01T00:05:00Z",
        "2024-03-01 12:05 pm|2024-03-01T12:05:00Z", "1709274615|2024-03-01T06:30:15Z",
        "1709274615.25|2024-03-01T06:30:15.250Z", "1709274615250|2024-03-01T06:30:15.250Z",
        "1709274615250000|2024-03-01T06:30:15.250Z", "1709274615250000000|2024-03-01T06:30:15.250Z",
        "25.03.2024|2024-03-25T00:00:00Z", "03/25/2024|2024-03-25T00:00:00Z", "2024|2024-01-01T00:00:00Z"})
    void aTimeAlone(String cell, Instant time) {
        long micros = Times.of(List.of(cell)).orElseThrow().micros()[0];
        assertThat(micros).isEqualTo(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2024-02-30", "2024-13-01", "12:30", "x", "1.5", "20241301", "99.99.2024",
        "2024-03-01 25:00", "Foo 2024", "123456789012345678901"})
    void noTime(String cell) {
        assertThat(Times.of(List.of(cell))).isEmpty();
    }

    /** A row after the twelfth of a month proves the order, and so does an order of rows. */
    @Test
    void daysAndMonths() {
        assertThat(Times.of(List.of("01/02/2024", "13/02/2024")).orElseThrow().format()).isEqualTo(TimeText.DAY_FIRST);
        assertThat(Times.of(List.of("01/02/2024", "02/13/2024")).orElseThrow().format())
                .isEqualTo(TimeText.MONTH_FIRST);
        assertThat(Times.of(List.of("11/01/2024", "12/01/2024", "01/02/2024")).orElseThrow().format())
                .isEqualTo(TimeText.DAY_FIRST);
        assertThat(Times.of(List.of("01/02/2024", "02/02/2024"))).as("nothing tells").isEmpty();
    }

    @Test
    void newestFirstIsTurnedRound() throws Exception {
        Table table = read("date,x\n2024-03-03,3\n2024-03-02,2\n2024-03-01,1\n");
        assertThat(table.values().toArray()).containsExactly(1, 2, 3);
        assertThat(table.times().orElseThrow().cells()).containsExactly("2024-03-01", "2024-03-02", "2024-03-03");
        assertThat(table.notes().getLast()).contains("newest first", "turned round");
        assertThat(read("date,x\n2024-03-03,3\n2024-03-02,2\n", new TimeRules(null, true, 0)).values().toArray())
                .containsExactly(3, 2);
    }

    @Test
    void whatIsOddIsCounted() throws Exception {
        Table table = read("""
                x,when
                1,2024-03-01
                2,2024-03-02
                3,2024-03-02
                4,
                5,2024-03-06
                6,2024-03-05
                7,2024-03-07
                8,2024-03-08
                9,2024-03-09
                0,2024-03-10
                """);
        assertThat(table.values().cols()).isEqualTo(1);
        assertThat(table.notes().getLast()).contains("column 2 (when)", "1 of them repeated", "1 out of order",
                "1 row has none");
    }

    /** Whatever they are called, and wherever they stand. */
    @ParameterizedTest
    @CsvSource({"1709251200,3600", "1709251200000,60000", "1709251200000000,1000000", "1709251200000000000,1000000000"})
    void stampsAreTimes(long first, long step) throws Exception {
        String rows = IntStream.range(0, 9)
                .mapToObj(i -> "5." + i % 4 + "," + (first + i * step) + "\n")
                .collect(Collectors.joining());
        Table table = read("x,foo\n" + rows);
        assertThat(table.labels()).containsExactly("x");
        assertThat(table.notes().getFirst()).contains("column 2 (foo) is skipped: it holds times");
        assertThat(read(rows).values().cols()).isEqualTo(1);
        // Numbers of that size that go up and down are data.
        assertThat(read("x,foo\n1,1709251200\n2,1709251100\n3,1709251300\n4,1709251000\n").values().cols())
                .isEqualTo(2);
    }

    @Test
    void evenTimes() throws Exception {
        String text = "date,x\n2024-03-01 00:10,1\n2024-03-01 00:50,3\n2024-03-01 01:00,5\n2024-03-01 03:59,7\n";
        TimeRules hourly = new TimeRules(null, false, TimeRules.step("1h"));
        Table table = TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null,
                Missing.IMPUTE, FileRules.DEFAULT.with(hourly));
        assertThat(table.measured().toArray()).containsExactly(2, 5, Double.NaN, 7);
        assertThat(new ArrayList<>(table.times().orElseThrow().cells())).containsExactly("2024-03-01 00:00:00",
                "2024-03-01 01:00:00", "2024-03-01 02:00:00", "2024-03-01 03:00:00");
        assertThatThrownBy(() -> read(text, hourly)).hasMessageContaining("--missing");
        assertThatThrownBy(() -> read("x\n1\n2\n", hourly)).hasMessageContaining("--time COLUMN");
        assertThatThrownBy(() -> TimeRules.step("5 parsecs")).hasMessageContaining("15min");
    }

    private static Table read(String text) throws Exception {
        return read(text, TimeRules.DEFAULT);
    }

    private static Table read(String text, TimeRules rules) throws Exception {
        return TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null, Missing.ERROR,
                FileRules.DEFAULT.with(rules));
    }
}
