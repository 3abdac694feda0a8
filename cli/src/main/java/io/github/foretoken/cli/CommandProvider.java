package io.github.foretoken.cli;

import io.github.foretoken.cli.terminal.Streams;
import java.util.Map;
import java.util.function.Supplier;

/** Commands of another module, found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {
    /**
     * By name, in the order of the help; each a new object with picocli's annotations.
     *
     * @param streams where the commands read and write
     */
    Map<String, Supplier<Object>> commands(Streams streams);
}
