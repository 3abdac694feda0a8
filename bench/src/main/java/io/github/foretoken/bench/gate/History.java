package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.Git;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Recorded runs, a small file each, so that two branches that both record do not conflict. */
final class History {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    History(Path folder) {
        this.folder = folder;
    }

    /** Adds an entry; its file's name is its date and revision. */
    Path add(HistoryEntry entry) throws IOException {
        Path file = Files.createDirectories(folder)
                .resolve(entry.date().replace(":", "") + "-" + Git.abbreviated(entry.revision()) + ".json");
        Files.writeString(file, JSON.writeValueAsString(entry) + "\n");
        return file;
    }

    /** All entries, that of the oldest commit first. */
    List<HistoryEntry> entries() {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json")).toList();
        } catch (IOException e) {
            throw new PerfkitException(
                    "the history folder " + folder + " cannot be read; record a run with bench/run --record", e);
        }
        List<HistoryEntry> entries = new ArrayList<>();
        for (Path file : files) {
            try {
                entries.add(JSON.readValue(Files.readString(file), HistoryEntry.class));
            } catch (IOException | JacksonException e) {
                throw new PerfkitException(file + " is no recorded run ("
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "); remove it or correct it",
                        e);
            }
        }
        if (entries.isEmpty()) {
            throw new PerfkitException(
                    "the history folder " + folder + " is empty; record a run with bench/run --record");
        }
        entries.sort(Comparator.comparing(HistoryEntry::committed));
        return entries;
    }
}
