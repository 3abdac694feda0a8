package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.terminal.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of all kinds, and what is found out from them; the line end is written as a slash. */
class DialectDetectorTest {
    @ParameterizedTest
    @ValueSource(strings = {"a,b/1,2", "1.5,2/3,4", "1.5/2.5", "1/2/3", "2024-03-01 12:30,5.1,6.2",
        "2024-03-01T12:30:00Z,5", "a,b/1, 2/3, 4", "name,x/Oslo 12,5.1/Rome 3,6.2", "t,note,x/1,\"5;6\",2/2,\"7;8\",3",
        "a,b/\"1\",\"2\"", "level in mm/5/6", "x,y,/1,2,/3,4,", "a,b/1,NA/NA,2", "12/03/2024,1.5/13/03/2024,2.5",
        "a b,c d/1,2", "-1,-2/-3,4", "1e5,2e-3/4,5"})
    void commasAndPoints(String text) {
        assertThat(detect(text).dialect()).isEqualTo(Dialect.CSV);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b/1.5;2", "1;2/3;4", "d;x/2024-03-01;5", "2024-03-01 12:30;5.5;6", "a, in mm;b/1;2",
        "Smith, J.;5;6/Doe, K.;7;8"})
    void semicolons(String text) {
        assertThat(detect(text).dialect()).isEqualTo(new Dialect(';', '.'));
        assertThat(detect(text).note()).contains("semicolons").doesNotContain("decimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b/1,5;2", "20,324;5,036/21,7;4", "2024-03-01;20,32;5,1", "1,5;NA/2,5;3",
        "\"1,5\";\"2,5\"", "01.03.2024;1,5/02.03.2024;2,5", "a;b/0,324;5,036"})
    void semicolonsAndDecimalCommas(String text) {
        assertThat(detect(text).dialect()).isEqualTo(new Dialect(';', ','));
        assertThat(detect(text).note()).contains("semicolons", "decimals marked by commas");
    }

    @Test
    void otherSeparators() {
        assertThat(detect("a\tb/1\t2").dialect()).isEqualTo(new Dialect('\t', '.'));
        assertThat(detect("a\tb/1,5\t2").dialect()).isEqualTo(new Dialect('\t', ','));
        assertThat(detect("a|b/1|2").dialect()).isEqualTo(new Dialect('|', '.'));
        assertThat(detect("1.5 2.5/3.5 4.5").dialect()).isEqualTo(new Dialect(' ', '.'));
        assertThat(detect("  1.5    2.5/ 13.5   4.5").dialect()).isEqualTo(new Dialect(' ', '.'));
        assertThat(detect("1,5 2,5/3,5 4,5").dialect()).isEqualTo(new Dialect(' ', ','));
        assertThat(detect("2024-03-01 12:00 5.1/2024-03-01 13:00 5.2").dialect()).isEqualTo(new Dialect(' ', '.'));
        assertThat(detect("\"a\" \"b\"/\"1\" 5 6/\"2\" 7 8").dialect()).as("as R writes")
                .isEqualTo(new Dialect(' ', '.'));
    }

    @Test
    void oneColumnOfDecimalCommas() {
        assertThat(detect("x/20,32/1,5").dialect().decimal()).isEqualTo(',');
        assertThat(detect("x/20,32/1,5").note()).contains("decimals");
        assertThat(detect("x/\"20,32\"/\"1,5\"").dialect().decimal()).isEqualTo(',');
    }

    /** Half a number is never a number. */
    @ParameterizedTest
    @ValueSource(strings = {"x/20,324/21,787", "x/\"20,324\"/\"21,787\"", "a\tb/1,234\t5,678", "20,05/21,10",
        "a;b/1,100;1/950;2"})
    void whatCannotBeToldIsAskedFor(String text) {
        assertThatThrownBy(() -> detect(text)).isInstanceOf(InputException.class).hasMessageContaining("--decimal");
    }

    @Test
    void blanksWithinDigitsMayBeThousandsMarks() {
        assertThatThrownBy(() -> detect("1 034/2 120")).hasMessageContaining("thousands marks");
        assertThat(detect("1 134/2 120").note()).contains("thousands marks");
        assertThat(detect("20,32/21,78").note()).contains("two columns", "--decimal");
    }

    @Test
    void whatIsSettledIsNotFoundOut() {
        List<String> lines = List.of("20,324", "21,787");
        assertThat(DialectDetector.detect(lines, null, ',', "x").dialect().decimal()).isEqualTo(',');
        assertThat(DialectDetector.detect(lines, ',', null, "x").dialect()).isEqualTo(Dialect.CSV);
        assertThat(DialectDetector.detect(List.of("1:2", "3:4"), ':', null, "x").dialect())
                .isEqualTo(new Dialect(':', '.'));
    }

    private static DialectDetector.Found detect(String text) {
        boolean dates = text.matches(".*\\d/\\d\\d/\\d{4}.*");
        List<String> lines = List.of(dates ? text.split("(?<=,\\d\\.\\d)/", -1) : text.split("/", -1));
        return DialectDetector.detect(lines, null, null, "x.csv");
    }
}
