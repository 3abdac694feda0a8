package io.github.foretoken.cli.evaluate;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.scoreboard.Scoreboard;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where scores go: a CSV file or CSV on standard output, or a Markdown table there. */
public final class ScoreOutput implements AutoCloseable {
    private final OutputFile file;
    private final boolean toOutput;
    private final boolean markdown;
    private final Streams streams;

    private ScoreOutput(OutputFile file, boolean toOutput, boolean markdown, Streams streams) {
        this.file = file;
        this.toOutput = toOutput;
        this.markdown = markdown;
        this.streams = streams;
    }

    /**
     * Opens it.
     *
     * @param output a file, "-" for standard output, or null for the Markdown table alone
     * @param markdown whether that table is wanted beside a file
     */
    public static ScoreOutput open(String output, boolean markdown, Streams streams) {
        boolean toOutput = Source.isStandard(output);
        OutputFile file = output == null || toOutput ? null : OutputFile.open(Path.of(output));
        return new ScoreOutput(file, toOutput, markdown || output == null, streams);
    }

    /** Writes it all; a file is in its place then. */
    public void write(String csv, String table) {
        if (file != null) {
            try {
                Files.writeString(file.part(), csv);
            } catch (IOException e) {
                throw file.failure(e);
            }
            file.commit();
        }
        if (toOutput) {
            print(csv);
        }
        if (markdown) {
            print(table);
        }
    }

    private void print(String text) {
        try {
            streams.out().write(text.getBytes(StandardCharsets.UTF_8));
            streams.out().flush();
        } catch (IOException e) {
            throw Streams.failure(e);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    /** Adds the facts of a scoreboard, and ends. */
    static void finish(Notices notices, Scoreboard board, double seconds) {
        Map<String, Double> nmse = board.nmse();
        notices.fact("method", board.best().orElse(null));
        notices.fact("nmse", board.best().map(nmse::get).orElse(null));
        notices.fact("persistence_nmse", nmse.get("persistence"));
        Map<String, Double> ofAll = new LinkedHashMap<>();
        nmse.forEach((name, value) -> ofAll.put(name, Double.isFinite(value) ? value : null));
        notices.fact("methods", ofAll);
        notices.fact("seconds", seconds);
        notices.fact("acceleration", Acceleration.describe(Integer.MAX_VALUE));
        notices.finish();
    }
}
