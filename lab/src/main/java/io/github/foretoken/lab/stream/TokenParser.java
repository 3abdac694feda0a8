package io.github.foretoken.lab.stream;

/** Makes tokens of lines. */
interface TokenParser {
    /**
     * The token of a line, in an array that the next call overwrites; null where the line is a header.
     *
     * @throws BadLineException with what follows the line's number in a message
     */
    double[] parse(String line) throws BadLineException;

    /** The next line is the first one of another input. */
    void restart();

    /** What tokens are made of; null before the first. */
    Columns columns();
}
