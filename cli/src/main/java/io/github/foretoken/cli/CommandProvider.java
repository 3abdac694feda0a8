package io.github.foretoken.cli;

import java.util.Map;
import java.util.function.Supplier;

/** Commands of another module, found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {
    /** By name, in the order of the help; each a new object with picocli's annotations. */
    Map<String, Supplier<Object>> commands();
}
