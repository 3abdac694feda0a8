package io.github.foretoken.cli.evaluate;

import io.github.foretoken.cli.anomaly.AnomalyScore;
import io.github.foretoken.cli.anomaly.LabelledScores;
import io.github.foretoken.cli.anomaly.Profile;
import io.github.foretoken.cli.anomaly.Surprises;
import io.github.foretoken.cli.anomaly.WindowFile;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Streams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code evaluate --anomalies}.
 *
 * @param windows the file of labelled windows
 * @param file a CSV file, the folder that names in {@code windows} start from, or null for its own folder
 * @param output see {@link ScoreOutput}
 * @param markdown likewise
 */
public record AnomalyEvaluation(Streams streams, TableOptions tables, String windows, String file, String output,
        boolean markdown) {
    /** Scores all profiles and says so. */
    public void run() {
        Path labels = Path.of(windows);
        Destination.requireOther(output, labels);
        WindowFile labelled = WindowFile.read(labels);
        List<AnomalyScore> scores;
        List<LabelledScores> files = new ArrayList<>();
        try (ScoreOutput out = ScoreOutput.open(output, markdown, streams)) {
            try (ElapsedTime clock = ElapsedTime.start(streams)) {
                List<Path> paths = paths(labelled);
                for (Path path : paths) {
                    Destination.requireOther(output, path);
                    clock.now("file " + (files.size() + 1) + " of " + paths.size() + ", " + path,
                            (double) files.size() / paths.size());
                    files.add(scored(labelled, path));
                }
                scores = Arrays.stream(Profile.values()).map(profile -> score(files, profile)).toList();
            }
            out.write(csv(scores), table(scores));
        }
        int rows = files.stream().mapToInt(each -> each.scores().length).sum();
        Notices notices = streams.notices();
        notices.fact("rows", rows);
        notices.fact("files", files.size());
        notices.fact("windows", scores.getFirst().windows());
        notices.say("surprise at " + rows + " rows of " + files.size() + (files.size() == 1 ? " file, " : " files, ")
                + scores.getFirst().windows() + (scores.getFirst().windows() == 1 ? " window" : " windows"));
        notices.finish();
    }

    private List<Path> paths(WindowFile labelled) {
        if (file != null && !Files.isDirectory(Path.of(file))) {
            return List.of(Path.of(file));
        }
        Path folder = file != null ? Path.of(file) : Path.of(windows).toAbsolutePath().getParent();
        return labelled.names().stream().map(folder::resolve).toList();
    }

    private LabelledScores scored(WindowFile labelled, Path path) {
        String name = labelled.nameOf(path);
        Table table = tables.readQuietly(path);
        List<String> timestamps =
                table.times().orElseThrow(() -> new InputException(path + " has no column of timestamps")).cells();
        List<LabelledScores.Window> abnormal = labelled.of(name, timestamps);
        try {
            return new LabelledScores(Surprises.of(table.measured()).ofRows(), abnormal);
        } catch (IllegalArgumentException e) {
            throw InputException.refusal(path.toString(), e);
        }
    }

    private AnomalyScore score(List<LabelledScores> files, Profile profile) {
        try {
            return AnomalyScore.of(files, profile);
        } catch (IllegalArgumentException e) {
            throw InputException.refusal(windows, e);
        }
    }

    private static String csv(List<AnomalyScore> scores) {
        StringBuilder csv = new StringBuilder("profile,score,threshold,detected,windows,false_alarms\n");
        for (AnomalyScore each : scores) {
            csv.append(each.profile().text()).append(',').append(each.score()).append(',');
            csv.append(each.threshold()).append(',').append(each.detected()).append(',').append(each.windows());
            csv.append(',').append(each.falseAlarms()).append('\n');
        }
        return csv.toString();
    }

    private static String table(List<AnomalyScore> scores) {
        StringBuilder table =
                new StringBuilder("| profile | score | threshold | windows detected | rows of false alarm |\n");
        table.append("|---|---:|---:|---:|---:|\n");
        for (AnomalyScore each : scores) {
            table.append(String.format(Locale.ROOT, "| %s | %.1f | %.4g | %d of %d | %d |%n", each.profile().text(),
                    each.score(), each.threshold(), each.detected(), each.windows(), each.falseAlarms()));
        }
        return table.toString();
    }
}
