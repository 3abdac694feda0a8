package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.terminal.ElapsedTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTimeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {"10|0.5|, about 10 s left",
        "10|0.009|''", "1|0.01|, about 99 s left", "30|0.1|, about 5 min left", "5|1|, about 0 s left", "5|NaN|''"})
    void timeLeftFollowsFromTheShareThatIsDone(double seconds, double share, String expected) {
        assertThat(ElapsedTime.left(seconds, share)).isEqualTo(expected);
    }
}
