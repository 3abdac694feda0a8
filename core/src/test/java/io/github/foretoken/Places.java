package io.github.foretoken;

import java.net.URI;
import java.nio.file.Path;

/** Where classes were loaded from: for processes that use the core and its tests. */
public final class Places {
    private Places() {}

    /** The core and its tests. */
    public static String classPath() {
        return of(Matrix.class) + System.getProperty("path.separator") + of(Places.class);
    }

    /** The jar or folder of a class. */
    public static Path of(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
