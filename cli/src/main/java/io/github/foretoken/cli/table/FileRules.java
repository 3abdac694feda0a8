package io.github.foretoken.cli.table;

import java.util.List;

/**
 * What is settled about how a file is to be read; the rest is found out.
 *
 * @param header whether the first row names the columns
 * @param separator between cells; null to find it out
 * @param decimal mark; null to find it out
 * @param skipped lines that are passed over
 * @param missing what else stands for a missing value
 * @param time what is settled about the times of rows
 * @param series what makes several series of one file
 */
public record FileRules(Header header, Character separator, Character decimal, SkippedRows skipped,
        List<String> missing, TimeRules time, SeriesRules series) {
    /** Nothing is settled. */
    public static final FileRules DEFAULT =
            new FileRules(Header.AUTO, null, null, SkippedRows.NONE, List.of(), TimeRules.DEFAULT, SeriesRules.ONE);

    /** Copies the marks. */
    public FileRules {
        missing = List.copyOf(missing);
    }

    /** And this about times. */
    public FileRules with(TimeRules newTime) {
        return new FileRules(header, separator, decimal, skipped, missing, newTime, series);
    }

    /** And this makes several series of it. */
    public FileRules with(SeriesRules newSeries) {
        return new FileRules(header, separator, decimal, skipped, missing, time, newSeries);
    }

    /** With only the header settled, or not even that. */
    public static FileRules of(Header header) {
        return new FileRules(header, null, null, SkippedRows.NONE, List.of(), TimeRules.DEFAULT, SeriesRules.ONE);
    }
}
