package io.github.foretoken.cli.stream;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What learns from a stream: one model, or one for each key. */
interface StreamModels extends Closeable {
    /** The model of a key, which is then used for one token; {@link #used} comes after that. */
    StreamModel of(List<String> key);

    /** Its errors in this run. */
    StreamScore score();

    /** The token is learned and estimated from. */
    void used();

    /** One with the options of all of them. */
    StreamModel pattern();

    /** Tokens of all of them so far, those before a checkpoint included. */
    long observed();

    /** The most tokens of one of them. */
    long longest();

    /** How many keys there are; 0 for one model without a key. */
    int keys();

    /** Errors of all of them in this run. */
    StreamErrors errors();

    /** How many that are in memory give doubtful estimates. */
    int doubtful();

    /** What decides about their estimates, as {@link StreamModel#options}. */
    Map<String, String> options();

    /** Writes all with notes so that the file, and what it refers to, is what it was before or complete. */
    void save(Path file, Map<String, String> notes) throws IOException;

    /** Nothing more is saved. */
    @Override
    default void close() throws IOException {
        // One model keeps no file open.
    }
}
