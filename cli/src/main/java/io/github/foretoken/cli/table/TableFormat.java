package io.github.foretoken.cli.table;

import java.util.Locale;
import java.util.Optional;

/** The two formats of tables, told by a file's extension. */
public enum TableFormat {
    /** Comma-separated text. */
    CSV,
    /** NumPy's array file. */
    NPY;

    /** The format of a file of that name, if its extension says so. */
    public static Optional<TableFormat> of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") ? Optional.of(CSV) : name.endsWith(".npy") ? Optional.of(NPY) : Optional.empty();
    }
}
