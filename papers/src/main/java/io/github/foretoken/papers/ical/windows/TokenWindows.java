package io.github.foretoken.papers.ical.windows;

import io.github.foretoken.Parallelism;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A text cut into windows of {@value #LENGTH} tokens, and how well one linear map a window explains them. */
public final class TokenWindows {
    /** Tokens of a window. */
    public static final int LENGTH = 5;
    /** The error from which on a window counts as not explained, as the authors have it. */
    public static final double EXPLAINED = 1e-12;
    private static final int PARTS = 64;

    private final List<int[]> windows;

    private TokenWindows(List<int[]> windows) {
        this.windows = windows;
    }

    /** The first {@code most} windows without an unknown token, one after the other; what is left over at the end is dropped. */
    public static TokenWindows of(TokenText text, int most) {
        List<int[]> windows = new ArrayList<>();
        int[] numbers = text.numbers();
        for (int from = 0; from + LENGTH <= numbers.length && windows.size() < most; from += LENGTH) {
            int[] window = Arrays.copyOfRange(numbers, from, from + LENGTH);
            if (Arrays.stream(window).noneMatch(token -> token == TokenText.UNKNOWN)) {
                windows.add(window);
            }
        }
        return new TokenWindows(windows);
    }

    /** The same tokens in an order drawn at random, over all windows. */
    public TokenWindows shuffled(Random random) {
        List<Integer> tokens = new ArrayList<>(windows.stream().flatMapToInt(Arrays::stream).boxed().toList());
        Collections.shuffle(tokens, random);
        List<int[]> mixed = new ArrayList<>();
        for (int from = 0; from < tokens.size(); from += LENGTH) {
            mixed.add(tokens.subList(from, from + LENGTH).stream().mapToInt(Integer::intValue).toArray());
        }
        return new TokenWindows(mixed);
    }

    /** How many there are. */
    public int count() {
        return windows.size();
    }

    /** How many have a token with two different successors, which no map can both give. */
    public long ambiguous() {
        return windows.stream().filter(TokenWindows::isAmbiguous).count();
    }

    private static boolean isAmbiguous(int[] window) {
        for (int i = 0; i < LENGTH - 1; i++) {
            for (int j = i + 1; j < LENGTH - 1; j++) {
                if (window[i] == window[j] && window[i + 1] != window[j + 1]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The mean squared error of each window: over its tokens and their d coordinates. */
    public double[] errors(Embeddings embeddings) {
        double[] errors = new double[windows.size()];
        Parallelism.automatic().run(PARTS, part -> {
            for (int i = part; i < errors.length; i += PARTS) {
                errors[i] = error(windows.get(i), embeddings);
            }
        });
        return errors;
    }

    private static double error(int[] window, Embeddings embeddings) {
        double[][] tokens = Arrays.stream(window).mapToObj(embeddings::unit).toArray(double[][]::new);
        double[][] products = new double[LENGTH][LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < tokens[i].length; k++) {
                    product += tokens[i][k] * tokens[j][k];
                }
                products[i][j] = product;
                products[j][i] = product;
            }
        }
        return WindowFit.squaredError(products) / (LENGTH * embeddings.dimension());
    }
}
