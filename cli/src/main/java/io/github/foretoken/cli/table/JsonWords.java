package io.github.foretoken.cli.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JSON parser says is wrong, in words of those who write files and not programs. */
public final class JsonWords {
    private static final Pattern NOT_A_NUMBER =
            Pattern.compile("(?:token|value) \\(?('?[-+]?(?:NaN|Inf|Infinity|INF)'?)");

    private JsonWords() {}

    /** Without advice to programmers. */
    public static String of(String message) {
        Matcher name = NOT_A_NUMBER.matcher(message);
        if (name.find()) {
            return name.group(1) + " is no number of JSON";
        }
        String words = message.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ")
                .replaceAll(" *\\(start marker at .*", "")
                .replaceAll(" *\\(bound as `?\\w+`?\\)", "");
        // Names of features and limits follow what a user can use.
        return words.contains("`")
                ? words.substring(0, words.indexOf('`'))
                        .replaceAll("[ ,:;(]*(not allowed as per|enable|from" + "|use|see|by|with)?[ ,:;(]*$", "")
                : words;
    }
}
