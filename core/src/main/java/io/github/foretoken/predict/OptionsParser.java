package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.common.Checks;
import io.github.foretoken.internal.Excerpt;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link PredictorOptions#parse}: first a method and its parameter, then options. */
final class OptionsParser {
    static final List<String> METHODS =
            List.of("kaczmarz", "ridge", "affine", "least-squares", "kernel-ridge", "persistence", "mean");
    private static final String FORMS =
            "kaczmarz, ridge[:LAMBDA], affine:P, least-squares[:LAMBDA], kernel-ridge[:LAMBDA], persistence, mean";
    private static final String RIDGE = "0.1";
    private static final String OPTIONS =
            "kernel=, ridge=, relaxation=, forgetting=, budget=, random-features=, positive-features=, window=, delays=, "
                    + "lags=, horizon=, horizons=, roll-outs, separate-columns[=COLUMNS], increments, standardize, intercept[=CONSTANT]";

    private final String method;
    private final String parameter;
    private final Map<String, String> given = new LinkedHashMap<>();

    OptionsParser(String[] words) {
        int colon = words[0].indexOf(':');
        method = colon < 0 ? words[0] : words[0].substring(0, colon);
        parameter = colon < 0 ? null : words[0].substring(colon + 1);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String name = equals < 0 ? words[i] : words[i].substring(0, equals);
            boolean known = switch (name) {
                case "kernel", "ridge", "relaxation", "forgetting", "budget", "random-features", "positive-features",
                        "window", "delays", "lags", "horizon", "horizons" -> equals >= 0;
                case "increments", "standardize", "roll-outs" -> equals < 0;
                case "intercept", "separate-columns" -> true;
                default -> false;
            };
            if (!known) {
                throw new IllegalArgumentException("'" + Excerpt.of(words[i]) + "' is none of " + OPTIONS);
            }
            if (given.put(name, equals < 0 ? "" : words[i].substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
    }

    PredictorOptions options() {
        PredictorOptions options = method();
        options = given.containsKey("budget") ? withBudget(options, given.get("budget")) : options;
        for (RandomFeatures.Form form : RandomFeatures.Form.values()) {
            options = given.containsKey(form.option()) ? withRandomFeatures(options, form) : options;
        }
        options = given.containsKey("relaxation") ? withRelaxation(options, given.get("relaxation")) : options;
        if (given.containsKey("forgetting")) {
            options = options.withForgetting(number("forgetting", given.get("forgetting")));
        }
        options = given.containsKey("window") ? options.withWindow(whole("window", 0)) : options;
        options = given.containsKey("increments") ? options.withIncrements() : options;
        options = given.containsKey("standardize") ? options.withStandardization() : options;
        if (given.containsKey("intercept")) {
            String constant = given.get("intercept");
            options = options.withIntercept(constant.isEmpty() ? 1 : number("intercept", constant));
        }
        if (given.containsKey("delays") || given.containsKey("lags")) {
            options = options.withFeatures(options.features().withLags(lags()));
        }
        options = given.containsKey("horizons") ? options.withHorizons(whole("horizons", 0)) : options;
        options = given.containsKey("horizon") ? options.withHorizon(whole("horizon", 1)) : options;
        options = given.containsKey("roll-outs") ? options.withRollOuts() : options;
        return given.containsKey("separate-columns")
                ? options.withSeparateColumns(columns(given.get("separate-columns")))
                : options;
    }

    private PredictorOptions method() {
        return switch (method) {
            case "kaczmarz" -> {
                requireNoParameter();
                yield PredictorOptions.kaczmarz(kernel()).withRidge(ridge("0"));
            }
            case "ridge" -> PredictorOptions.kaczmarz(kernel()).withRidge(namedRidge());
            case "affine" -> {
                if (parameter == null) {
                    throw new IllegalArgumentException("affine needs its order: affine:8, for instance");
                }
                yield PredictorOptions.affineProjection(kernel(), integer("the order of affine", parameter))
                        .withRidge(ridge("0"));
            }
            case "least-squares" -> {
                if (given.containsKey("kernel")) {
                    throw new IllegalArgumentException("least-squares has no kernel; kernel-ridge has one");
                }
                yield PredictorOptions.leastSquares(namedRidge());
            }
            case "persistence", "mean" -> {
                requireBare();
                requireNoParameter();
                yield method.equals("mean") ? PredictorOptions.mean() : PredictorOptions.persistence();
            }
            case "kernel-ridge" -> PredictorOptions.kernelRidge(kernel(), namedRidge());
            default -> throw new IllegalArgumentException("'" + Excerpt.of(method) + "' is none of " + FORMS);
        };
    }

    private void requireNoParameter() {
        if (parameter != null) {
            throw new IllegalArgumentException(
                    method + " takes no parameter; leave out ':" + Excerpt.of(parameter) + "'");
        }
    }

    private void requireBare() {
        for (String option : given.keySet()) {
            if (!option.equals("horizon") && !option.equals("horizons") && !option.equals("separate-columns")) {
                throw new IllegalArgumentException(method + " takes horizon= and nothing else; leave out " + option);
            }
        }
    }

    private Kernel kernel() {
        return Kernel.parse(given.getOrDefault("kernel", "exponential"));
    }

    private double namedRidge() {
        if (parameter != null && given.containsKey("ridge")) {
            throw new IllegalArgumentException("the ridge is given twice: " + method + ":" + Excerpt.of(parameter)
                    + " and ridge=" + Excerpt.of(given.get("ridge")));
        }
        return parameter != null ? number("LAMBDA of " + method, parameter) : ridge(RIDGE);
    }

    private double ridge(String otherwise) {
        return number("ridge", given.getOrDefault("ridge", otherwise));
    }

    private static PredictorOptions withRelaxation(PredictorOptions options, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            return options.withRelaxation(number("relaxation", text));
        }
        if (parts.length != 3 || !parts[0].equals("falling")) {
            throw new IllegalArgumentException(
                    "relaxation must be a number or falling:HORIZON:LEAST, not '" + Excerpt.of(text) + "'");
        }
        return options.withFallingRelaxation(number("HORIZON of relaxation", parts[1]),
                number("LEAST of relaxation", parts[2]));
    }

    private static PredictorOptions withBudget(PredictorOptions options, String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? options.withBudget(integer("budget", text))
                : options.withBudget(integer("budget", text.substring(0, colon)),
                        number("NOVELTY of budget", text.substring(colon + 1)));
    }

    private PredictorOptions withRandomFeatures(PredictorOptions options, RandomFeatures.Form form) {
        String name = form.option();
        if (options.memory().random().any()) {
            throw new IllegalArgumentException(
                    "random-features and positive-features exclude each other; give one of them");
        }
        String text = given.get(name);
        int colon = text.indexOf(':');
        int count = integer(name, colon < 0 ? text : text.substring(0, colon));
        Checks.atLeastOne(name, count);
        return options.withRandomFeatures(
                new RandomFeatures(form, count, colon < 0 ? 0 : seed(name, text.substring(colon + 1))));
    }

    private static long seed(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "SEED of " + name + " must be a whole number, not '" + Excerpt.of(text) + "'", e);
        }
    }

    private Lags lags() {
        if (!given.containsKey("lags")) {
            return Lags.upTo(whole("delays", 1));
        }
        if (given.containsKey("delays")) {
            throw new IllegalArgumentException("delays and lags say the same thing; give one of them");
        }
        return Lags.parse(given.get("lags"));
    }

    private static int[] columns(String text) {
        return text.isEmpty() ? new int[0]
                : Arrays.stream(text.split(",", -1))
                        .mapToInt(item -> integer("each of separate-columns", item))
                        .toArray();
    }

    private int whole(String name, int otherwise) {
        return given.containsKey(name) ? integer(name, given.get(name)) : otherwise;
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + Excerpt.of(text) + "'", e);
        }
    }

    private static int integer(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not '" + Excerpt.of(text) + "'", e);
        }
    }
}
