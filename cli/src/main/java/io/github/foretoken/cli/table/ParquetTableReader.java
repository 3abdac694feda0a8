package io.github.foretoken.cli.table;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.internal.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rows from a Parquet file without nested columns, of any size that fits in memory; plain, or packed by Snappy or gzip. A null is a
 * missing value, and text is a number in no case.
 */
final class ParquetTableReader {
    /** It tells at each start which of its ways it takes. */
    private static final Logger WAYS = Logger.getLogger("dev.hardwood");

    private ParquetTableReader() {}

    /** As {@link CsvTableReader#read}. */
    static <S extends RowSink> S read(InputStream in, String source, FileRules file, RowSinks<S> sinks)
            throws IOException {
        WAYS.setLevel(Level.OFF);
        ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
        S rows = sinks.open(new CellRules('.', file.missing()), Header.NO);
        rows.quoteText();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(bytes));
                RowReader each = reader.rowReader()) {
            FileSchema schema = reader.getFileSchema();
            if (!schema.isFlatSchema()) {
                throw new InputException(source + " has nested columns; a table has one value in a cell");
            }
            List<ColumnSchema> columns = schema.getColumns();
            rows.names(columns.stream().map(ParquetTableReader::name).toList());
            for (long row = 1; each.hasNext(); row++) {
                each.next();
                List<String> cells = new ArrayList<>();
                for (int j = 0; j < columns.size(); j++) {
                    cells.add(each.isNull(j) ? "" : cell(each, j, columns.get(j)));
                }
                rows.add(row, cells);
            }
            return rows;
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new InputException(source + (isUnread(e)
                    ? " is a Parquet file whose columns are packed in a way that is not read, such as Zstandard; pack them"
                            + " by Snappy, as pandas.read_parquet('in.parquet').to_parquet('out.parquet') does, by gzip or"
                            + " not at all"
                    : " is a damaged Parquet file, or of a kind that is not read: "
                            + Excerpt.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""))),
                    e);
        }
    }

    private static boolean isUnread(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsupportedOperationException || cause instanceof LinkageError) {
                return true;
            }
        }
        return false;
    }

    /** Pandas keeps row numbers and dates under a name of its own. */
    private static String name(ColumnSchema column) {
        return column.name().matches("__index_level_\\d+__") ? "index" : column.name();
    }

    private static String cell(RowReader row, int column, ColumnSchema schema) {
        boolean whole = schema.logicalType() == null || schema.logicalType() instanceof LogicalType.IntType;
        return switch (row.getValue(column)) {
            case Float number -> Double.toString(number);
            case BigDecimal number -> number.toString();
            case Number number when whole -> number.toString();
            case Number number -> quoted(number.toString());
            case Boolean truth -> truth ? "1" : "0";
            case byte[] bytes -> "(" + bytes.length + " bytes)";
            case Object other -> quoted(other.toString());
        };
    }

    private static String quoted(String text) {
        return Cell.of(text) == Cell.TEXT ? text : '"' + text + '"';
    }
}
