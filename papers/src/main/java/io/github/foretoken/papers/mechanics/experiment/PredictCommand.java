package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.FileOptions;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TableWriter;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.NoticeOptions;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.papers.mechanics.graph.SequenceFile;
import io.github.foretoken.papers.mechanics.model.HeldOut;
import io.github.foretoken.papers.mechanics.model.LearnedLayer;
import io.github.foretoken.papers.mechanics.model.SavedLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foretoken mechanics predict}. */
@Command(name = "predict", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Predict what comes after new sequences, by a layer that was trained.",
    "Writes a row for each sequence: its line, the token of the greatest probability (of equals the one that comes first), "
            + "this probability, and how many tokens the layer does not know; to those it has learned to pay no more and no "
            + "less attention than to any.",
    "Files are read as by train, but rows without names are sequences and no more. Where there is a column or member label, "
            + "it is compared with what was predicted."})
final class PredictCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(paramLabel = "FILE", description = "Sequences, or - for standard input.")
    private String file;

    @Option(names = "--layer", required = true, paramLabel = "LAYER", description = "What train has saved.")
    private Path layerFile;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to: .csv (default: standard output).")
    private String output;

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    @Mixin
    private NoticeOptions noticeOptions = new NoticeOptions();

    PredictCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        noticeOptions.apply(streams);
        Source source = new Source(file);
        source.requireOther("--output", output);
        Destination.requireOther(output, layerFile);
        LearnedLayer layer = load();
        try (Destination destination = Destination.openText(output, streams)) {
            SequenceFile.Content content = SequenceFile.read(source, streams.in(), fileOptions.rules(), false);
            Predictions predictions = Predictions.of(layer, content.lines());
            destination.write(out -> out.write(predictions.csv().getBytes(StandardCharsets.UTF_8)));
            destination.commit();
            Notices notices = streams.notices();
            content.notes().forEach(notices::note);
            predictions.say(notices);
            notices.finish();
        }
        return Failures.OK;
    }

    private LearnedLayer load() {
        try {
            return SavedLayer.load(layerFile);
        } catch (StateFlaw e) {
            throw new InputException(layerFile + " cannot be loaded: it " + Excerpt.line(e.getMessage())
                    + "; give a file that 'foretoken mechanics train' has saved", e);
        } catch (NoSuchFileException e) {
            throw new InputException(layerFile + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new InputException(layerFile + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** What came out, as CSV and in numbers. */
    private record Predictions(String csv, int sequences, int unknown, HeldOut labels) {
        static Predictions of(LearnedLayer layer, List<SequenceFile.Line> lines) {
            StringBuilder csv = new StringBuilder("line,token,probability,unknown\n");
            Set<String> known = new HashSet<>(layer.names());
            HeldOut labels = new HeldOut();
            int unknown = 0;
            for (SequenceFile.Line line : lines) {
                Map<String, Double> chances = layer.chances(line.tokens());
                Map.Entry<String, Double> best = null;
                for (Map.Entry<String, Double> each : chances.entrySet()) {
                    best = best == null || each.getValue() > best.getValue() ? each : best;
                }
                long strange = line.tokens().stream().filter(token -> !known.contains(token)).count();
                unknown += strange > 0 ? 1 : 0;
                csv.append(line.number()).append(',').append(TableWriter.quote(best.getKey())).append(',');
                csv.append(best.getValue()).append(',').append(strange).append('\n');
                if (line.label() != null) {
                    labels.add(chances, line.label());
                }
            }
            return new Predictions(csv.toString(), lines.size(), unknown, labels);
        }

        void say(Notices notices) {
            notices.say("predicted what comes after " + sequences + (sequences == 1 ? " sequence" : " sequences"));
            notices.fact("sequences", sequences);
            notices.fact("unknown", unknown);
            if (unknown > 0) {
                notices.note(unknown + " of them " + (unknown == 1 ? "has a token" : "have tokens")
                        + " that the layer was not trained on");
            }
            if (labels.count() > 0) {
                notices.say(String.format(Locale.ROOT, "%.1f %% of %d labels were predicted, log-loss %.4f",
                        100 * labels.accuracy(), labels.count(), labels.logLoss()));
                notices.fact("labels", labels.count());
                notices.fact("accuracy", labels.accuracy());
                notices.fact("log_loss", labels.logLoss());
            }
        }
    }
}
