package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.descent.Correction;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.state.StateFlaw;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Options as texts by name, as they are saved. One at its default is left out: then older releases read what newer ones
 * save, unless something is used that they do not know, which they refuse by name. A name keeps its meaning in all
 * releases; a new option needs a line in {@link #write} and one in {@link #options}.
 */
final class OptionsFile {
    private final Map<String, String> texts;
    /** What a kernel's text cannot be read as; null if none was given. */
    private final Kernel own;

    private OptionsFile(Map<String, String> texts, Kernel own) {
        this.texts = texts;
        this.own = own;
    }

    static Map<String, String> write(PredictorSettings settings) {
        PredictorOptions options = settings.options();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("method", options.method().text());
        texts.put("kernel", options.kernel().text());
        texts.put("dimension", Integer.toString(settings.dimension()));
        OptionsFile file = new OptionsFile(texts, null);
        Correction correction = options.correction();
        file.put("order", options.memory().order(), 1);
        file.put("relaxation", correction.relaxation(), 1.0);
        file.put("relaxation-horizon", correction.horizon(), 0.0);
        file.put("relaxation-least", correction.least(), 0.0);
        file.put("ridge", correction.ridge(), 0.0);
        file.put("forgetting", correction.forgetting(), 1.0);
        Features features = options.features();
        file.put("lags", features.lags(), Lags.upTo(1));
        file.put("horizon", options.steps().horizon(), 1);
        file.put("horizons", options.steps().horizons(), 0);
        file.put("roll-outs", options.steps().rollOuts(), false);
        file.put("separate-columns", options.columns().separate(), false);
        file.put("shared-columns", text(options.columns().shared()), "");
        file.put("increments", features.increments(), false);
        file.put("standardization", features.standardization(), false);
        file.put("intercept", features.intercept() != 0, false);
        file.put("intercept-constant", features.intercept() == 0 ? 1.0 : features.intercept(), 1.0);
        file.put("window", options.memory().window(), Memory.ALL);
        file.put("budget", options.memory().budget(), Memory.ALL);
        file.put("novelty", options.memory().novelty(), 0.0);
        file.put("random-features", options.memory().random().count(), 0);
        file.put("random-form", options.memory().random().form().text(), RandomFeatures.Form.WAVES.text());
        file.put("random-seed", options.memory().random().seed(), 0L);
        return texts;
    }

    /**
     * @param texts emptied
     * @param own the kernel of which the file has but the name, or null
     */
    static PredictorSettings read(Map<String, String> texts, Kernel own) throws StateFlaw {
        try {
            OptionsFile file = new OptionsFile(texts, own);
            PredictorSettings settings =
                    new PredictorSettings(file.options(), file.take("dimension", null, Integer::valueOf));
            for (String unknown : texts.keySet()) {
                throw new StateFlaw("has a setting that this release does not know, '" + Excerpt.of(unknown)
                        + "': a newer one saved it");
            }
            return settings;
        } catch (IllegalArgumentException e) {
            throw new StateFlaw("has settings that cannot be: " + e.getMessage(), e);
        }
    }

    private PredictorOptions options() throws StateFlaw {
        return new PredictorOptions(take("method", null, OptionsFile::method), take("kernel", null, this::kernel),
                new Correction(take("relaxation", 1.0, Double::valueOf),
                        take("relaxation-horizon", 0.0, Double::valueOf),
                        take("relaxation-least", 0.0, Double::valueOf), take("ridge", 0.0, Double::valueOf),
                        take("forgetting", 1.0, Double::valueOf)),
                new Features(take("lags", Lags.upTo(1), Lags::parse), take("increments", false, OptionsFile::truth),
                        take("standardization", false, OptionsFile::truth), intercept()),
                new Steps(take("horizon", 1, Integer::valueOf), take("horizons", 0, Integer::valueOf),
                        take("roll-outs", false, OptionsFile::truth)),
                new Columns(take("separate-columns", false, OptionsFile::truth),
                        take("shared-columns", List.of(), OptionsFile::columns)),
                memory());
    }

    private Memory memory() throws StateFlaw {
        int budget = take("budget", Memory.ALL, Integer::valueOf);
        double novelty = take("novelty", 0.0, Double::valueOf);
        // Where there is no budget the first releases saved a novelty all the same.
        return new Memory(take("order", 1, Integer::valueOf), take("window", Memory.ALL, Integer::valueOf), budget,
                budget == Memory.ALL ? 0 : novelty,
                new RandomFeatures(take("random-form", RandomFeatures.Form.WAVES, OptionsFile::form),
                        take("random-features", 0, Integer::valueOf), take("random-seed", 0L, Long::valueOf)));
    }

    private double intercept() throws StateFlaw {
        double constant = take("intercept-constant", 1.0, Double::valueOf);
        return take("intercept", false, OptionsFile::truth) ? constant : 0;
    }

    private <T> void put(String name, T value, T usual) {
        if (!value.equals(usual)) {
            texts.put(name, value.toString());
        }
    }

    /** @param usual null for a setting that must be there */
    private <T> T take(String name, T usual, Function<String, T> parser) throws StateFlaw {
        String text = texts.remove(name);
        if (text == null && usual == null) {
            throw new StateFlaw("lacks the setting '" + name + "'");
        }
        try {
            return text == null ? usual : parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new StateFlaw("has a setting that this release does not know, " + name + " '" + Excerpt.of(text) + "'"
                    + (name.equals("kernel") ? ": " + e.getMessage() : ""), e);
        }
    }

    private static String text(List<Integer> columns) {
        return columns.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> columns(String text) {
        return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static RandomFeatures.Form form(String name) {
        for (RandomFeatures.Form form : RandomFeatures.Form.values()) {
            if (form.text().equals(name)) {
                return form;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Method method(String name) {
        for (Method method : Method.values()) {
            if (method.text().equals(name)) {
                return method;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private Kernel kernel(String text) {
        if (own != null) {
            if (!own.text().equals(text)) {
                throw new IllegalArgumentException("not the kernel that was given, " + Excerpt.of(own.text()));
            }
            return own;
        }
        Kernel kernel;
        try {
            kernel = Kernel.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "if it is a function of the program that saved it, give that when loading", e);
        }
        if (!kernel.text().equals(text)) {
            throw new IllegalArgumentException(kernel.text());
        }
        return kernel;
    }
}
