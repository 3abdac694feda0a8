package io.github.foretoken.cli.table;

/** Whether the first row of a CSV file names its columns. */
public enum Header {
    /** By what the row holds, and the rows below it. */
    AUTO,
    /** It does. */
    YES,
    /** It is data. */
    NO
}
