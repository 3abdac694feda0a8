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
 * median, {@code ID.target = NumPy >= 4} of how many times as fast as that peer it is, {@code ID.limit = text}. The peer
 * {@code fastest} is whichever that is, the roof apart; {@code spread} is by how many per cent the slowest run exceeds the
 * fastest, of five or more. An ID that ends with {@code *} stands for all that begin so and have no line of their own.
 */
final class Goals {
    private static final String TARGET = ".target";
    private static final String LIMIT = ".limit";
    private static final String FASTEST = "fastest";
    private static final String SPREAD = "spread";
    /** Of which a spread tells something. */
    private static final int LEAST_RUNS = 5;
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
        return of(figure, TARGET);
    }

    private String of(Figure figure, String what) {
        String key = key(figure, what);
        return key == null ? "" : properties.getProperty(key).strip();
    }

    /** Its own, or that of the longest beginning with a star; null for none. */
    private String key(Figure figure, String what) {
        if (properties.containsKey(figure.id() + what)) {
            return figure.id() + what;
        }
        for (int length = figure.id().length(); length >= 0; length--) {
            String key = figure.id().substring(0, length) + "*" + what;
            if (properties.containsKey(key)) {
                return key;
            }
        }
        return null;
    }

    /** Whether it is reached, and the remark where it is not or there is nothing to reach. */
    String verdict(Figure figure) {
        String limit = of(figure, LIMIT);
        if (target(figure).isEmpty()) {
            return limit;
        }
        Matcher form = form(key(figure, TARGET));
        if (SPREAD.equals(form.group(1)) && figure.spread().runs() < LEAST_RUNS) {
            return "not known, for want of runs" + (limit.isEmpty() ? "" : ": " + limit);
        }
        Double value = value(figure, form.group(1));
        if (value == null) {
            return form.group(1) + " was not measured";
        }
        double bound = Double.parseDouble(form.group(3));
        if (form.group(2).equals("<=") ? value <= bound : value >= bound) {
            return "reached";
        }
        return "not reached" + (limit.isEmpty() ? "" : ": " + limit);
    }

    /** What a target is about; null if it was not measured. */
    private static Double value(Figure figure, String about) {
        if (about == null) {
            return figure.spread().median();
        }
        if (about.equals(SPREAD)) {
            return 100 * figure.spread().excess();
        }
        if (!about.equals(FASTEST)) {
            return figure.peers().containsKey(about) ? figure.factor(about) : null;
        }
        return figure.peers()
                .keySet()
                .stream()
                .filter(peer -> !peer.equals(Figure.ROOF))
                .map(figure::factor)
                .min(Double::compare)
                .orElse(null);
    }

    /** What the file names; sorted. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        properties.stringPropertyNames().forEach(key -> ids.add(key.substring(0, key.lastIndexOf('.'))));
        return ids;
    }
}
