package io.github.foretoken.lab.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first column of a CSV file as text: timestamps, for instance. */
public final class FirstColumn {
    private FirstColumn() {}

    /**
     * Reads it, without a header and blank lines.
     *
     * @param file one that {@link TableReader} has read
     * @throws InputException if that is no longer so
     */
    public static List<String> read(Path file) {
        List<String> cells = new ArrayList<>();
        boolean first = true;
        try (CsvReader<CsvRecord> records = CsvText.reader(Dialect.CSV).ofCsvRecord(file)) {
            for (CsvRecord record : records) {
                List<String> fields = record.getFields();
                if (!CsvText.isBlank(fields)) {
                    if (!first || !CsvHeader.isHeader(fields, CellRules.PLAIN)) {
                        cells.add(fields.getFirst().strip());
                    }
                    first = false;
                }
            }
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        } catch (UncheckedIOException | CsvParseException e) {
            throw new InputException(file + " is not CSV in UTF-8", e);
        }
        return cells;
    }
}
