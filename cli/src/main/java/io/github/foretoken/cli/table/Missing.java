package io.github.foretoken.cli.table;

/** What to do with cells that hold no value: empty ones, NA and NaN. */
public enum Missing {
    /** They are bad input. */
    ERROR,
    /** The last value above is taken; rows before the first value are left out. */
    HOLD,
    /** The row is left out, and the next one does not follow the one before it. */
    SKIP,
    /** The value above stands in, and the cell is known to hold none: what takes it as missing can do so. */
    IMPUTE
}
