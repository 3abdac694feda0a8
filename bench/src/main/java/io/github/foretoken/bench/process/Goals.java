package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What figures should be, and what limits those that are not, from a file of properties: {@code ID.target = <= 0.30} of a
 * median, {@code ID.target = NumPy >= 4} of how many times as fast as that peer it is, {@code ID.limit = text}.
 */
final class Goals {
    private static final String TARGET = ".target";
    private static final String LIMIT = ".limit";
    private static final Pattern FORM = Pattern.compile("(?:(\\S.*?)\\s+)?([<>]=)\\s*(\\d+(?:\\.\\d+)?)");

    private final Path file;
    private final Properties properties = new Properties();

    /** As that file says. */
    Goals(Path file) {
        this.file = file;
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new PerfkitException(file + " cannot be read (" + e + "); it holds ID.target and ID.limit", e);
        }
        for (String key : properties.stringPropertyNames()) {
            if (key.endsWith(TARGET)) {
                form(key);
            } else if (!key.endsWith(LIMIT)) {
                throw new PerfkitException(file + ": " + key + " ends neither with " + TARGET + " nor with " + LIMIT);
            }
        }
    }

    private Matcher form(String key) {
        Matcher form = FORM.matcher(properties.getProperty(key).strip());
        if (!form.matches()) {
            throw new PerfkitException(file + ": " + key + " must read [PEER] <= NUMBER or [PEER] >= NUMBER, not "
                    + properties.getProperty(key));
        }
        return form;
    }

    /** As the file has it, or empty. */
    String target(Figure figure) {
        return properties.getProperty(figure.id() + TARGET, "").strip();
    }

    /** Whether it is reached, and the remark. */
    String verdict(Figure figure) {
        String limit = properties.getProperty(figure.id() + LIMIT, "").strip();
        if (target(figure).isEmpty()) {
            return limit;
        }
        Matcher form = form(figure.id() + TARGET);
        String peer = form.group(1);
        if (peer != null && !figure.peers().containsKey(peer)) {
            return peer + " was not measured";
        }
        double value = peer == null ? figure.spread().median() : figure.factor(peer);
        double bound = Double.parseDouble(form.group(3));
        boolean reached = form.group(2).equals("<=") ? value <= bound : value >= bound;
        return (reached ? "reached" : "not reached") + (limit.isEmpty() ? "" : ": " + limit);
    }

    /** What the file names; sorted. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        properties.stringPropertyNames().forEach(key -> ids.add(key.substring(0, key.lastIndexOf('.'))));
        return ids;
    }
}
