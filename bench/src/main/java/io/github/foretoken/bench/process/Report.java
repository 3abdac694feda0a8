package io.github.foretoken.bench.process;

import java.util.ArrayList;
import java.util.List;

/**
 * What a part found.
 *
 * @param figures its rows
 * @param leftOut what could not be measured, and why
 */
record Report(List<Figure> figures, List<String> leftOut) {
    /** To be filled. */
    Report() {
        this(new ArrayList<>(), new ArrayList<>());
    }
}
