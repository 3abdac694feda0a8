package io.github.foretoken.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command says of its work on standard error, in one of three ways: sentences as they come; warnings only; or, at the
 * end, one line of JSON. Errors are no notices and are always said.
 */
public final class Notices {
    private static final String NOTE = "note: ";
    private static final String WARNING = "warning: ";
    /** A run that follows a file for months stays within bounds. */
    private static final int MOST = 1000;

    private final PrintWriter err;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Style style = Style.SENTENCES;

    /** How notices are given. */
    enum Style {
        SENTENCES, WARNINGS, JSON
    }

    Notices(PrintWriter err) {
        this.err = err;
    }

    /** From now on. */
    void style(Style wanted) {
        style = wanted;
    }

    /** Whether sentences are wanted, so that a terminal may also show what is being done. */
    boolean talks() {
        return style == Style.SENTENCES;
    }

    /** A sentence or a line of the summary; JSON has its {@link #fact}. */
    public void say(String sentence) {
        if (talks()) {
            err.println(sentence);
        }
    }

    /** Something good to know. */
    public void note(String message) {
        say(NOTE + message);
        keep(notes, message);
    }

    /** Something that makes results doubtful. */
    public void warn(String message) {
        if (style != Style.JSON) {
            err.println(WARNING + message);
        }
        keep(warnings, message);
    }

    /** A line that begins with what it is, as {@code note: }. */
    public void line(String line) {
        if (line.startsWith(NOTE)) {
            note(line.substring(NOTE.length()));
        } else if (line.startsWith(WARNING)) {
            warn(line.substring(WARNING.length()));
        } else {
            say(line);
        }
    }

    /** A member of the JSON object, in the order of the calls; a number that is not finite becomes null. */
    public void fact(String name, Object value) {
        facts.put(name, value instanceof Double number && !Double.isFinite(number) ? null : value);
    }

    /** The end: writes the line of JSON if that is wanted. */
    public void finish() {
        if (style == Style.JSON) {
            fact("notes", notes);
            fact("warnings", warnings);
            // In ASCII there is nothing left that a terminal would obey, and println would shorten it.
            JsonMapper mapper = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
            err.write(mapper.writeValueAsString(facts) + '\n');
            err.flush();
        }
    }

    private void keep(List<String> list, String message) {
        if (style == Style.JSON && list.size() < MOST) {
            list.add(message);
        }
    }
}
