package io.github.foretoken.cli.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command can be told about how a file is written; without them it is found out. */
public final class FileOptions {
    @Option(names = "--header", paramLabel = "WHICH", defaultValue = "auto", converter = HeaderConverter.class, description = "Whether the first row of CSV names the columns: yes, no or auto (default): "
            + "by what it holds.")
    private Header header = Header.AUTO;

    @Option(names = "--separator", paramLabel = "SIGN", converter = SeparatorConverter.class, description = "What separates cells: comma, semicolon, tab, pipe, blank (any run of them) or another sign. "
            + "Default: what the first lines show.")
    private Character separator;

    @Option(names = "--decimal", paramLabel = "MARK", converter = DecimalConverter.class, description = "Of numbers: point or comma. Default: what the first lines show.")
    private Character decimal;

    @Option(names = "--skip-rows", paramLabel = "N", converter = SkippedRowsConverter.class, description = "Pass over the first N lines, or over the lines of ranges such as 2-2 (a row of units) or 1-3,5-5.")
    private SkippedRows skipped = SkippedRows.NONE;

    @Option(names = {"--missing-value",
        "--missing-values"}, paramLabel = "VALUE", description = "What else stands for a missing value, such as -200 or n.d.; can be given again.")
    private List<String> missing = new ArrayList<>();

    /** Reads {@code --header}. */
    static final class HeaderConverter implements ITypeConverter<Header> {
        @Override
        public Header convert(String value) {
            for (Header choice : Header.values()) {
                if (choice.name().equalsIgnoreCase(value)) {
                    return choice;
                }
            }
            throw new TypeConversionException("'" + value + "' is none of auto, yes, no");
        }
    }

    /** Reads {@code --separator}. */
    static final class SeparatorConverter implements ITypeConverter<Character> {
        @Override
        public Character convert(String value) {
            try {
                return Dialect.separator(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads {@code --decimal}. */
    static final class DecimalConverter implements ITypeConverter<Character> {
        @Override
        public Character convert(String value) {
            try {
                return Dialect.decimal(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads {@code --skip-rows}. */
    static final class SkippedRowsConverter implements ITypeConverter<SkippedRows> {
        @Override
        public SkippedRows convert(String value) {
            try {
                return SkippedRows.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** What is settled. */
    public FileRules rules() {
        return new FileRules(header, separator, decimal, skipped, missing, TimeRules.DEFAULT, SeriesRules.ONE);
    }

    /** Those that decide what a line means, by name, as they would be typed; empty where one was not given. */
    public Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("--header", header == Header.AUTO ? "" : header.name().toLowerCase(Locale.ROOT));
        given.put("--separator", separator == null ? "" : separator.toString());
        given.put("--decimal", decimal == null ? "" : decimal.toString());
        given.put("--missing-value", String.join(" ", missing));
        return given;
    }
}
