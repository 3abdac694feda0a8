package io.github.foretoken.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Readers that know nothing of streams find in a line's start what was put there. */
class LineStartTest {
    private static final List<String> LABELS = List.of("plain", "a,\"b\"");
    private static final List<String> KEY = List.of("x \"y\", z", "line\nbreak");
    private final LineStart start = new LineStart(LABELS, KEY, 17);

    @Test
    void cellsOfCsv() {
        String text = LineStart.header(LABELS) + "p\n" + start.text(PredictionWriter.Format.CSV) + "0.5\n";
        List<List<String>> records = CsvReader.builder().ofCsvRecord(text).stream().map(r -> r.getFields()).toList();
        assertThat(records).containsExactly(List.of("plain", "a,\"b\"", "token", "p"),
                List.of("x \"y\", z", "line\nbreak", "17", "0.5"));
    }

    @Test
    void membersOfJson() {
        String text = start.text(PredictionWriter.Format.JSONL) + "\"p\":0.5}";
        JsonNode object = JsonMapper.shared().readTree(text);
        assertThat(object.properties()).extracting(entry -> entry.getKey())
                .containsExactly("plain", "a,\"b\"", "token", "p");
        assertThat(object.get("a,\"b\"").asString()).isEqualTo("line\nbreak");
        assertThat(object.get("token").asLong()).isEqualTo(17);
        assertThat(text).startsWith(LineStart.object(LABELS));
    }

    @Test
    void aStreamOfOneSeriesHasNoKey() {
        assertThat(LineStart.of(3).text(PredictionWriter.Format.CSV)).isEqualTo("3,");
        assertThat(LineStart.of(3).text(PredictionWriter.Format.JSONL)).isEqualTo("{\"token\":3,");
    }
}
