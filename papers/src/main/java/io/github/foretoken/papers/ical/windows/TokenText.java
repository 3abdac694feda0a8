package io.github.foretoken.papers.ical.windows;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of a text, numbered.
 *
 * @param numbers of the tokens, in the order of the text; {@link #UNKNOWN} where a vocabulary has none
 * @param vocabulary how many different numbers there can be
 */
@SuppressWarnings("ArrayRecordComponent") // two fields to hand on; nothing compares or prints it
public record TokenText(int[] numbers, int vocabulary) {
    /** The number of a word that the vocabulary lacks. */
    public static final int UNKNOWN = -1;

    /** Words, with hyphens and apostrophes inside, and marks one by one. */
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’-][\\p{L}\\p{M}\\p{N}]+)*|\\S");

    /** The words and marks of a text, numbered as they come. */
    public static TokenText ofWords(String text) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] tokens =
                words(text).stream().mapToInt(word -> numbers.computeIfAbsent(word, _ -> numbers.size())).toArray();
        return new TokenText(tokens, numbers.size());
    }

    /** The words and marks of a text, numbered by the lines of a vocabulary, from 0. */
    public static TokenText ofWords(String text, List<String> vocabulary) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < vocabulary.size(); i++) {
            numbers.putIfAbsent(vocabulary.get(i), i);
        }
        int[] tokens = words(text).stream().mapToInt(word -> numbers.getOrDefault(word, UNKNOWN)).toArray();
        return new TokenText(tokens, vocabulary.size());
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /**
     * A text that is already numbers, with white space between.
     *
     * @param vocabulary numbers are less than this
     * @param source for messages
     * @throws InputException if something is not such a number
     */
    public static TokenText ofNumbers(String text, int vocabulary, String source) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            try {
                int number = Integer.parseInt(word);
                if (number < 0 || number >= vocabulary) {
                    throw new InputException(source + ": token " + number
                            + " is none of the embeddings, which are numbered from 0 to " + (vocabulary - 1));
                }
                numbers.add(number);
            } catch (NumberFormatException e) {
                throw new InputException(source + ": '" + word.substring(0, Math.min(30, word.length()))
                        + "' is not a token number; with --embeddings give"
                        + " numbers of rows, counted from 0, or words and --vocabulary", e);
            }
        }
        return new TokenText(numbers.stream().mapToInt(Integer::intValue).toArray(), vocabulary);
    }

    /** A file's text, UTF-8. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }
}
