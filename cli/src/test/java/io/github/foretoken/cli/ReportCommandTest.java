package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.report.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The pages of {@code report}, of predictions that were written before. */
final class ReportCommandTest extends ReportPages {
    @Test
    void predictionsWrittenBeforeAreShownAsThePageOfPredictDoes() throws Exception {
        Path file = waves();
        Path predictions = folder.resolve("p.csv");
        Document page = page("predict", file, "--level", "80,99.5", "--horizon", "3", "--output", predictions);
        Document written = page("report", file, predictions, "--horizon", "3");

        assertThat(sections(written)).containsExactly("understood", "next", "series", "errors-3", "coverage-3");
        assertThat(written.select("#errors-3 tbody").html()).isEqualTo(page.select("#errors-3 tbody").html());
        assertThat(written.select("#coverage-3 tbody").html()).isEqualTo(page.select("#coverage-3 tbody").html());
    }

    /** As an array, whose columns have no names; and as a table in other spellings. */
    @Test
    void predictionsAreReadInAnyFormat() throws Exception {
        Path file = waves();
        Path csv = folder.resolve("p.csv");
        Path npy = folder.resolve("p.npy");
        Document page = page("predict", file, "--level", "80,99.5", "--output", csv);
        page("predict", file, "--level", "80,99.5", "--output", npy);
        String text = Files.readString(csv);
        List<String> lines = text.lines().toList();
        String json = lines.stream()
                .skip(1)
                .map(line -> "[" + line.replaceAll("-?Infinity", "\"$0\"") + "]")
                .collect(Collectors.joining(",", "[", "]"));
        Path bare = Files.writeString(folder.resolve("bare.csv"), text.substring(text.indexOf('\n') + 1));
        Path other = Files.writeString(folder.resolve("semicolons.csv"),
                text.replace(',', ';')
                        .replace('.', ',')
                        .replace(",lower", ".lower")
                        .replace(",upper", ".upper")
                        .replace("99,5", "99.5"));
        for (Object[] words : new Object[][]{{npy, "--level", "80,99.5"}, {bare, "--level", "99.5,80"}, {other},
            {Files.writeString(folder.resolve("p.json"), json), "--level", "80,99.5"}}) {
            Document written = page(concat(new Object[]{"report", file}, words));
            assertThat(written.select("#errors-1 tbody").html()).as("%s", words[0])
                    .isEqualTo(page.select("#errors-1 tbody").html());
            assertThat(written.select("#coverage-1 tbody").html()).isEqualTo(page.select("#coverage-1 tbody").html());
        }
        Path target = folder.resolve("none.html");
        refused("has 10 columns without names, and the series has 2; choose the same with --columns, or say with --level"
                + " which intervals these are, of 2 levels", "report", file, npy, "--report", target);
        refused("the series has 2, 6 with the intervals of --level 80", "report", file, npy, "--level", "80",
                "--report", target);
        refused("has the intervals 80,99.5, as its header says", "report", file, csv, "--level", "80", "--report",
                target);
        assertThat(target).doesNotExist();
    }

    @Test
    void aForecastWrittenBeforeFollowsTheSeries() throws Exception {
        Path file = waves();
        Path next = folder.resolve("next.csv");
        Cli.run("forecast", file, "--horizon", "5", "--output", next);
        Document page = page("report", file, next);

        double[] mean = Pages.line(page, "chart-series", "predicted 5 rows ahead", 0);
        assertThat(sections(page)).containsExactly("understood", "next", "series");
        assertThat(mean).hasSize(305);
        assertThat(mean[299]).isNaN();
        assertThat(mean[300]).isCloseTo(Double.parseDouble(Files.readAllLines(next).get(1).split(",", -1)[1]),
                within(4 * 0x1p-17));
    }
}
