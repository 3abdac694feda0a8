package io.github.foretoken.internal.blas;

import java.util.List;

/**
 * No library where there is no java.lang.foreign, which is up to Java 21. Later ones take the class of this name in the jar's
 * META-INF/versions/22 instead (sources in java22), which looks for one.
 */
final class CblasSearch {
    private CblasSearch() {}

    static LibrarySearch search() {
        return new LibrarySearch(null, null, List.of(reason(Runtime.version().feature())));
    }

    /** For that release of Java. */
    static String reason(int feature) {
        return feature < 22 ? "native libraries are called from Java 22 on, and this is Java " + feature
                : "its classes in META-INF/versions/22 of foretoken-core are not in use; if that was packed into another jar, "
                        + "keep them, and write Multi-Release: true into the manifest";
    }
}
