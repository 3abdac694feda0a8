package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Matrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void headerIsOptional() throws IOException {
        assertThat(read("1,2\n3,4\n").values().toArray()).containsExactly(1, 2, 3, 4);
        assertThat(read("1,2\n3,4\n").header()).isFalse();
        Table named = read("a,\"b, c\"\n1,2\n");
        assertThat(named.header()).isTrue();
        assertThat(named.labels()).containsExactly("a", "b, c");
        assertThat(named.values().toArray()).containsExactly(1, 2);
    }

    @Test
    void takesNumbersAsPeopleWriteThem() throws IOException {
        assertThat(read(" 1 , +2\r\n-3e-2,\"4\"\r\n.5,6.\r\n\r\n").values().toArray()).containsExactly(1, 2, -0.03, 4,
                .5, 6);
    }

    @Test
    void ignoresAByteOrderMark() throws IOException {
        assertThat(read("\uFEFF\"a\",b\n1,2\n").labels()).containsExactly("a", "b");
        assertThat(read("\uFEFF1,2\n").values().toArray()).containsExactly(1, 2);
    }

    @Test
    void numberedHeaderBehindAnIndexColumn() throws IOException {
        Table table = read(",0,1\n0,5,6\n1,7,8\n");
        assertThat(table.values().toArray()).containsExactly(5, 6, 7, 8);
        assertThat(table.notes()).singleElement().asString().contains("column 1 is skipped");
        assertThat(read("date,1990,1991\n2020-01-01,5,6\n").labels()).containsExactly("1990", "1991");
    }

    @Test
    void skipsALeadingDateOrIndexAndSaysSo() throws IOException {
        for (String text : List.of("YEAR,x\n1700,5\n1701,6\n", "date,x\n2016-07-01 00:00:00,5\n2016-07-01 01:00:00,6\n",
                "2016-07-01,5\n2016-07-02,6\n")) {
            Table table = read(text);
            assertThat(table.values().toArray()).as(text).containsExactly(5, 6);
            assertThat(table.notes()).singleElement().asString().startsWith("column 1").contains("is skipped");
        }
    }

    @Test
    void keepsFirstColumnsThatAreData() throws IOException {
        assertThat(read("x1,x2\n1,5\n2,6\n").values().cols()).isEqualTo(2);
        assertThat(read("1,5\n2,6\n").values().cols()).isEqualTo(2);
        assertThat(read("time,x\n3,5\n1,6\n2,7\n").values().cols()).as("an index goes one way").isEqualTo(2);
        assertThat(read("t\n1\n2\n").values().cols()).as("an only column is data").isEqualTo(1);
    }

    @Test
    void skipsColumnsWithoutNumbers() throws IOException {
        Table table = read("a,city,b,\n1,Rome,2,\n3,Bonn,4,\n");
        assertThat(table.labels()).containsExactly("a", "b");
        assertThat(table.notes()).singleElement()
                .asString()
                .contains("column 2 (city) is skipped", "column 4 is skipped");
    }

    @Test
    void aFaultInAColumnNotChosenDoesNotMatter() throws IOException {
        assertThat(read("a,b\n1,\n2,x\n", "a").values().toArray()).containsExactly(1, 2);
    }

    @Test
    void choosesColumns() throws IOException {
        String text = "t,FEB,MAR-1,7\n9,2,3,4\n8,2,3,4\n";
        assertThat(read(text, "FEB,t").values().row(0)).containsExactly(2, 9);
        assertThat(read(text, "2-4").values().row(0)).containsExactly(2, 3, 4);
        assertThat(read(text, "t-MAR-1").values().row(1)).containsExactly(8, 2, 3);
        assertThat(read(text, "MAR-1").values().row(0)).containsExactly(3);
        assertThat(read(text, "7").values().row(0)).as("a name before a number").containsExactly(4);
        assertThat(read("\"a,b\",c\n1,2\n", "\"a,b\"").values().toArray()).containsExactly(1);
        assertThat(read("year,x\n1,2\n", "year").values().toArray()).containsExactly(1);
    }

    @Test
    void readsLongFiles() throws IOException {
        String text = IntStream.range(0, 5000).mapToObj(i -> i + "," + -i).collect(Collectors.joining("\n"));
        Matrix values = read(text).values();
        assertThat(values.rows()).isEqualTo(5000);
        assertThat(values.get(4999, 1)).isEqualTo(-4999);
    }

    @Test
    void readsBackToTheBit() throws IOException {
        double[] data = {Math.PI, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1 + 0.2, -1e-300};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter.write(out, TableFormat.CSV, Matrix.of(data, 3, 2), List.of("a \"quoted\"", "b,c"));
        Table back = read(out.toString(StandardCharsets.UTF_8));
        assertThat(back.values().toArray()).containsExactly(data);
        assertThat(back.labels()).containsExactly("a \"quoted\"", "b,c");
    }

    private static Table read(String text) throws IOException {
        return TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null, Missing.ERROR,
                FileRules.DEFAULT);
    }

    private static Table read(String text, String columns) throws IOException {
        return TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ColumnSelection.parse(columns), Missing.ERROR, FileRules.DEFAULT);
    }

    /** A first row of numbers is judged by the rows below. */
    @Test
    void numbersThatNameColumns() throws IOException {
        Table sensors = read("773869,767541,717447\n64.5,67.25,61\n62,66,61.5\n63,67,60\n");
        assertThat(sensors.labels()).containsExactly("773869", "767541", "717447");
        assertThat(sensors.values().rows()).isEqualTo(3);
        assertThat(sensors.notes()).singleElement().asString().contains("taken for a header", "--header no");
        // Below are values such as these, or too few of them.
        assertThat(read("7,8,9\n1,2,3\n4,5,6\n2,9,1\n").values().rows()).isEqualTo(4);
        assertThat(read("773869,767541\n64.5,67.25\n").values().rows()).isEqualTo(2);
        assertThat(read("773869.5,767541\n64.5,67\n62,66\n63,67\n").values().rows()).isEqualTo(4);
        Table counted = read("0,1,2\n0.5,0.25,1\n0.25,1.5,1\n1,0.5,2\n");
        assertThat(counted.values().rows()).isEqualTo(4);
        assertThat(counted.notes()).singleElement().asString().contains("the first row, 0,1,2, is taken for data");
    }

    @Test
    void textAboveDatesIsAHeader() throws IOException {
        Table table = read("Date (UTC),101,102\n2024-03-01,20,5\n2024-03-02,21,4\n");
        assertThat(table.labels()).containsExactly("101", "102");
        assertThat(table.values().rows()).isEqualTo(2);
        assertThat(table.times().orElseThrow().cells()).containsExactly("2024-03-01", "2024-03-02");
        assertThat(read("2024-03-01,1,2\n2024-03-02,3,4\n").values().rows()).isEqualTo(2);
    }

    @Test
    void aHeaderCanBeSettled() throws IOException {
        String text = "0,1\n0.5,0.25\n";
        assertThat(read(text, Header.YES).values().rows()).isOne();
        assertThat(read(text, Header.NO).values().rows()).isEqualTo(2);
        assertThat(read(text, Header.NO).notes()).isEmpty();
        assertThatThrownBy(() -> read("a,b\n1,2\n", Header.NO)).hasMessageContaining("line 1, column 1: 'a'");
    }

    /** In just their spelling. */
    @Test
    void sodiumIsNotMissing() throws IOException {
        assertThat(read("Na,Mg\n20,5\n21,4\n").labels()).containsExactly("Na", "Mg");
        for (String mark : List.of("", "NA", "NaN", "nan", "N/A", "#N/A", "<NA>", "null", "NULL", "None", "?", "-", ".",
                "\\N", "#VALUE!")) {
            assertThatThrownBy(() -> read("a\n1\n2\n" + (mark.isEmpty() ? "\"\"" : mark) + "\n3\n")).as(mark)
                    .hasMessageContaining("see --missing");
        }
    }

    private static Table read(String text, Header header) throws IOException {
        return TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null, Missing.ERROR,
                FileRules.of(header));
    }
}
