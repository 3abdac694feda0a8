package io.github.foretoken.cli.method;

import io.github.foretoken.predict.PredictorOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@link PredictorOptions} as options of a command. */
public final class PredictorArguments {
    @Option(names = "--method", paramLabel = "WHICH", description = {
        "Without --method and any of the options below but --horizon: the forecaster, which needs no options.",
        "With one of them, --kernel say, the default is kaczmarz.",
        "kaczmarz: the paper's projection estimate, for tokens of any norms;",
        "ridge[:LAMBDA]: the same with a ridge, against noise;", "affine:P: corrects P tokens at a time;",
        "least-squares[:LAMBDA]: linear regression, refitted at every token;",
        "kernel-ridge[:LAMBDA]: kernel ridge regression, refitted at every token. LAMBDA: default 0.1;",
        "persistence, mean: the newest token, the mean of all."})
    private String method;

    @Option(names = "--kernel", paramLabel = "KERNEL", converter = KernelChoice.Converter.class, description = "See below (default: exponential).")
    private KernelChoice kernel;

    @Option(names = "--ridge", paramLabel = "LAMBDA", description = "Added to k(x, x): an estimate of the noise, in units of the kernel.")
    private String ridge;

    @Option(names = "--relaxation", paramLabel = "OMEGA", description = "Corrections are multiplied by OMEGA, between 0 and 2 (default: 1), or fall with "
            + "falling:HORIZON:LEAST.")
    private String relaxation;

    @Option(names = "--forgetting", paramLabel = "GAMMA", description = "What was learned s tokens ago counts GAMMA^s (default: 1).")
    private String forgetting;

    @Option(names = "--budget", paramLabel = "KEYS", description = "kaczmarz, kernel-ridge: remember at most this many tokens, those that are new; KEYS:NOVELTY says how new.")
    private String budget;

    @Option(names = "--random-features", paramLabel = "M", description = "kaczmarz, kernel exponential or gaussian: remember no tokens, but learn on M cosines and sines; M:SEED draws others.")
    private String randomFeatures;

    @Option(names = "--positive-features", paramLabel = "M", description = "The same with M exponentials: for rows of length 1 or so.")
    private String positiveFeatures;

    @Option(names = "--window", paramLabel = "W", description = "Learn from the last W tokens only.")
    private Integer window;

    @Option(names = "--delays", paramLabel = "P", description = "A token is P successive rows; the output starts with the estimate of row P+1.")
    private Integer delays;

    @Option(names = "--lags", paramLabel = "LIST", description = "Instead of --delays: a token is these rows, 1 being the newest: 1-24,48,168.")
    private String lags;

    @Option(names = "--horizon", paramLabel = "H", description = "Estimate the token H steps ahead (default: 1).")
    private Integer horizon;

    @Option(names = "--level", paramLabel = "LIST", converter = Levels.Converter.class, description = "The forecaster: add columns NAME.lower80, NAME.upper80, ... of intervals that hold that many per "
            + "cent of all values in the long run, such as 80,95.")
    private Levels levels;

    @Option(names = "--increments", description = "Estimate by how much the newest token will change.")
    private boolean increments;

    @Option(names = "--standardize", description = "Work on columns of mean 0 and deviation 1, as far as known.")
    private boolean standardize;

    @Option(names = "--intercept", description = "Linear methods: add a constant.")
    private boolean intercept;

    /** {@code --method} as typed, or the default one. */
    public String method() {
        return method == null ? "kaczmarz" : method;
    }

    /** Whether nothing asks for a method, so that a forecaster is to do it. */
    public boolean forecaster() {
        return method == null && otherThan("--horizon") == null;
    }

    /** {@code --kernel}, or the default one. */
    public KernelChoice kernel() {
        return kernel == null ? KernelChoice.DEFAULT : kernel;
    }

    /** {@code --delays}, or null. */
    public Integer delays() {
        return delays;
    }

    /** {@code --horizon}, or null. */
    public Integer horizon() {
        return horizon;
    }

    /** {@code --level}; none where it is not given. */
    public Levels levels() {
        return levels == null ? Levels.NONE : levels;
    }

    /** The first option given besides {@code --method} and some; null if there is none. */
    public String otherThan(String... some) {
        for (String word : words().subList(1, words().size())) {
            int equals = word.indexOf('=');
            String name = "--" + (equals < 0 ? word : word.substring(0, equals));
            if (!List.of(some).contains(name)) {
                return name;
            }
        }
        return null;
    }

    /**
     * That no intervals are wanted of a method, which has none.
     *
     * @throws IllegalArgumentException if they are
     */
    public void requireNoLevels() {
        if (levels != null) {
            throw new IllegalArgumentException("--level is for the forecaster; leave out "
                    + (method != null ? "--method" : otherThan("--horizon")));
        }
    }

    /**
     * What they say together.
     *
     * @throws IllegalArgumentException as {@link PredictorOptions#parse}
     */
    public PredictorOptions options() {
        if (method().isBlank() || method().matches(".*\\s.*")) {
            throw new IllegalArgumentException("--method takes one word, not '" + method() + "'");
        }
        return parse(String.join(" ", words()));
    }

    /** {@link PredictorOptions#parse}, with the methods that only commands have among those that there are. */
    public static PredictorOptions parse(String text) {
        try {
            return PredictorOptions.parse(text);
        } catch (IllegalArgumentException e) {
            String method = text.strip().replaceFirst("[\\s:].*", "");
            throw PredictorOptions.methods().contains(method) ? e
                    : new IllegalArgumentException(
                            e.getMessage() + " (predict and evaluate also take auto, predict takes descent)", e);
        }
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(method());
        add(words, "kernel", kernel == null ? null : kernel.text());
        add(words, "ridge", ridge);
        add(words, "relaxation", relaxation);
        add(words, "forgetting", forgetting);
        add(words, "budget", budget);
        add(words, "random-features", randomFeatures);
        add(words, "positive-features", positiveFeatures);
        add(words, "window", window);
        add(words, "delays", delays);
        add(words, "lags", lags);
        add(words, "horizon", horizon);
        add(words, "increments", increments);
        add(words, "standardize", standardize);
        add(words, "intercept", intercept);
        return words;
    }

    private static void add(List<String> words, String name, Object value) {
        if (value != null) {
            words.add(name + "=" + value);
        }
    }

    private static void add(List<String> words, String name, boolean given) {
        if (given) {
            words.add(name);
        }
    }
}
