package io.github.foretoken.cli.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What learns from the tokens of a stream and estimates those to come. */
interface StreamModel {
    /** d. */
    int dimension();

    /** How many tokens ahead it estimates. */
    int horizon();

    /** Tokens so far, those before a checkpoint included. */
    long observed();

    /**
     * Takes the next token; nothing changes if an exception is thrown.
     *
     * @throws IllegalArgumentException if it is refused
     * @throws ArithmeticException if what follows from it does not fit float64
     */
    void observe(double[] token);

    /**
     * What is to be observed of a token.
     *
     * @param token d numbers, NaN where one is missing; not modified
     * @return the token, or another with something in place of what is missing, valid until the next call; null if it is left out
     */
    default double[] admit(double[] token) {
        return token;
    }

    /** The last number of each column, NaN before the first; null where none can be missing. */
    default double[] known() {
        return null;
    }

    /** The next token does not follow the last one. */
    default void interrupt() {
        throw new UnsupportedOperationException();
    }

    /** How many tokens an estimate is made from. */
    default int reach() {
        return 1;
    }

    /** Names of the numbers of a line, given those of the columns. */
    List<String> labels(List<String> names);

    /** The estimate, as many numbers as there are labels, in an array that the next call may overwrite. */
    double[] estimate();

    /** Where in that array the estimate of a column stands. */
    int position(int column);

    /** About how many bytes it takes. */
    long bytes();

    /** Writes its state alone. */
    void save(OutputStream out) throws IOException;

    /** Another one with these options, in a state that {@link #save(OutputStream)} wrote. */
    StreamModel load(InputStream in) throws IOException;

    /** Writes it with notes to one file, whole or not at all. */
    void save(Path file, Map<String, String> notes) throws IOException;

    /** What decides about its estimates, a word each: by what they are about, the first of them as "method". */
    Map<String, String> options();

    /** Those words in a line, as the command line can be given them. */
    @Override
    String toString();

    /** What makes its estimates doubtful, as a clause. */
    default Optional<String> doubt() {
        return Optional.empty();
    }

    /** Whether nobody has to choose a method or options for it. */
    boolean automatic();
}
