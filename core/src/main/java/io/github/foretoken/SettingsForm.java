package io.github.foretoken;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.online.Relaxation;
import io.github.foretoken.internal.state.StateFlaw;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settings as texts by name, as they are saved. One at its default is left out: then older releases read what newer ones
 * save, unless something is used that they do not know, which they refuse by name. A name keeps its meaning for ever; a
 * new setting needs a line in {@link #write} and one in {@link #settings}.
 */
final class SettingsForm {
    private final Map<String, String> texts;

    private SettingsForm(Map<String, String> texts) {
        this.texts = texts;
    }

    static Map<String, String> write(PredictorSettings settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("method", name(settings.method));
        texts.put("kernel", text(settings.kernel));
        texts.put("dimension", Integer.toString(settings.dimension));
        Relaxation relaxation = settings.correction.relaxation();
        SettingsForm form = new SettingsForm(texts);
        form.put("order", settings.order, 1);
        form.put("relaxation", relaxation.first(), 1.0);
        form.put("relaxation-horizon", relaxation.horizon(), 0.0);
        form.put("relaxation-least", relaxation.least(), 0.0);
        form.put("ridge", settings.correction.ridge(), 0.0);
        form.put("forgetting", settings.correction.forgetting(), 1.0);
        form.put("lags", settings.lags, Lags.upTo(1));
        form.put("horizon", settings.horizon, 1);
        form.put("horizons", settings.horizons, 0);
        form.put("roll-outs", settings.rollOuts, false);
        form.put("separate-columns", settings.separate, false);
        form.put("shared-columns", text(settings.shared), "");
        form.put("increments", settings.increments, false);
        form.put("standardization", settings.standardization, false);
        form.put("intercept", settings.intercept != 0, false);
        form.put("intercept-constant", settings.intercept == 0 ? 1.0 : settings.intercept, 1.0);
        form.put("window", settings.window, PredictorSettings.ALL);
        form.put("budget", settings.budget, PredictorSettings.ALL);
        form.put("novelty", settings.novelty, 0.0);
        return texts;
    }

    /** @param texts emptied */
    static PredictorSettings read(Map<String, String> texts) throws StateFlaw {
        try {
            PredictorSettings settings = new SettingsForm(texts).settings();
            for (String unknown : texts.keySet()) {
                throw new StateFlaw("has a setting that this release does not know, '" + Excerpt.of(unknown)
                        + "': a newer one saved it");
            }
            return settings.with(s -> {});
        } catch (IllegalArgumentException e) {
            throw new StateFlaw("has settings that cannot be: " + e.getMessage(), e);
        }
    }

    private PredictorSettings settings() throws StateFlaw {
        PredictorSettings settings = new PredictorSettings(take("method", null, SettingsForm::method),
                take("kernel", null, SettingsForm::kernel), take("dimension", null, Integer::valueOf));
        settings.order = take("order", 1, Integer::valueOf);
        settings.correction = new Correction(new Relaxation(take("relaxation", 1.0, Double::valueOf),
                take("relaxation-horizon", 0.0, Double::valueOf), take("relaxation-least", 0.0, Double::valueOf)),
                take("ridge", 0.0, Double::valueOf), take("forgetting", 1.0, Double::valueOf));
        settings.lags = take("lags", Lags.upTo(1), Lags::parse);
        settings.horizon = take("horizon", 1, Integer::valueOf);
        settings.horizons = take("horizons", 0, Integer::valueOf);
        settings.rollOuts = take("roll-outs", false, SettingsForm::truth);
        settings.separate = take("separate-columns", false, SettingsForm::truth);
        settings.shared = take("shared-columns", new int[0], SettingsForm::columns);
        settings.increments = take("increments", false, SettingsForm::truth);
        settings.standardization = take("standardization", false, SettingsForm::truth);
        settings.intercept =
                take("intercept", false, SettingsForm::truth) ? take("intercept-constant", 1.0, Double::valueOf) : 0;
        settings.window = take("window", PredictorSettings.ALL, Integer::valueOf);
        settings.budget = take("budget", PredictorSettings.ALL, Integer::valueOf);
        settings.novelty = take("novelty", 0.0, Double::valueOf);
        return settings;
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
            throw new StateFlaw(
                    "has a setting that this release does not know, " + name + " '" + Excerpt.of(text) + "'", e);
        }
    }

    private static String text(int[] columns) {
        return Arrays.stream(columns).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static int[] columns(String text) {
        return Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static String name(PredictorSettings.Method method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static PredictorSettings.Method method(String name) {
        for (PredictorSettings.Method method : PredictorSettings.Method.values()) {
            if (name(method).equals(name)) {
                return method;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** Not what {@link PredictorText} says, which is for people and may change. */
    private static String text(Kernel kernel) {
        return KernelText.of(kernel, Double::toString);
    }

    private static Kernel kernel(String text) {
        Kernel kernel = Kernel.parse(text);
        if (!text(kernel).equals(text)) {
            throw new IllegalArgumentException(text);
        }
        return kernel;
    }
}
