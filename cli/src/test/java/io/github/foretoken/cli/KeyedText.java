package io.github.foretoken.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A file of several series, and each of them alone, both made from the same lines and neither by the code that is tested.
 *
 * @param header of the columns beside the key
 * @param series lines without their key, by key as it stands in the file, quotes included
 * @param order keys of all lines, in which they come
 */
record KeyedText(String header, Map<String, List<String>> series, List<String> order) {
    static KeyedText of(String header, Map<String, List<String>> series, Random random) {
        List<String> order = new ArrayList<>();
        series.forEach((key, lines) -> order.addAll(Collections.nCopies(lines.size(), key)));
        Collections.shuffle(order, random);
        return new KeyedText(header, series, order);
    }

    /** With rows of different series in another order. */
    KeyedText shuffled(Random random) {
        return of(header, series, random);
    }

    /** All of them, the key in the middle of the columns. */
    String text(String key) {
        return all("," + key + ",", header).toString();
    }

    private StringBuilder all(String key, String names) {
        StringBuilder text = new StringBuilder(names.replaceFirst(",", key)).append('\n');
        Map<String, Integer> next = new LinkedHashMap<>();
        for (String each : order) {
            String line = series.get(each).get(next.merge(each, 1, Integer::sum) - 1);
            text.append(line.replaceFirst(",", Matcher.quoteReplacement("," + each + ","))).append('\n');
        }
        return text;
    }

    /** One of them. */
    String alone(String key) {
        return header + "\n" + String.join("\n", series.get(key)) + "\n";
    }

    /** Keys in the order of their first lines. */
    List<String> keys() {
        return order.stream().distinct().toList();
    }

    /** The lines of an output that belong to a key, without it; the header first if there is one. */
    static String part(String output, String key, boolean header) {
        return output.lines()
                .skip(header ? 1 : 0)
                .filter(line -> line.startsWith(key + ","))
                .map(line -> line.substring(key.length() + 1) + "\n")
                .collect(Collectors.joining("",
                        header ? output.lines().findFirst().orElseThrow().replaceFirst("[^,]*,", "") + "\n" : "", ""));
    }
}
