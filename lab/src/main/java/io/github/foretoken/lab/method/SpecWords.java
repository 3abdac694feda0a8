package io.github.foretoken.lab.method;

import io.github.foretoken.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words of a {@link PredictorSpec}, taken in one after the other. */
final class SpecWords {
    private static final double RIDGE = 0.1;
    private static final String METHODS =
            "kaczmarz, ridge[:LAMBDA], affine:P, least-squares[:LAMBDA], kernel-ridge[:LAMBDA]";
    private static final String OPTIONS =
            "kernel=, ridge=, relaxation=, forgetting=, window=, delays=, horizon=, increments";

    private final String method;
    private final String parameter;
    private final Map<String, String> options = new LinkedHashMap<>();

    SpecWords(String[] words) {
        int colon = words[0].indexOf(':');
        method = colon < 0 ? words[0] : words[0].substring(0, colon);
        parameter = colon < 0 ? null : words[0].substring(colon + 1);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String name = equals < 0 ? words[i] : words[i].substring(0, equals);
            String value = equals < 0 ? "" : words[i].substring(equals + 1);
            boolean known = switch (name) {
                case "kernel", "ridge", "relaxation", "forgetting", "window", "delays", "horizon" -> equals >= 0;
                case "increments" -> equals < 0;
                default -> false;
            };
            if (!known) {
                throw new IllegalArgumentException("'" + words[i] + "' is none of " + OPTIONS);
            }
            if (options.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
    }

    PredictorSpec spec() {
        Estimator estimator = switch (method) {
            case "kaczmarz", "ridge" -> Estimator.KACZMARZ;
            case "affine" -> Estimator.AFFINE;
            case "least-squares" -> Estimator.LEAST_SQUARES;
            case "kernel-ridge" -> Estimator.KERNEL_RIDGE;
            default -> throw new IllegalArgumentException("'" + method + "' is none of " + METHODS);
        };
        if (method.equals("kaczmarz") && parameter != null) {
            throw new IllegalArgumentException("kaczmarz takes no parameter; leave out ':" + parameter + "'");
        }
        if (estimator == Estimator.AFFINE && parameter == null) {
            throw new IllegalArgumentException("affine needs its order: affine:8, for instance");
        }
        if (estimator == Estimator.LEAST_SQUARES && options.containsKey("kernel")) {
            throw new IllegalArgumentException("least-squares has no kernel; kernel-ridge has one");
        }
        Kernel kernel = estimator == Estimator.LEAST_SQUARES ? Kernel.linear()
                : KernelChoice.parse(options.getOrDefault("kernel", "exponential"));
        String relaxation = options.get("relaxation");
        int window = count("window", PredictorSpec.NO_WINDOW);
        if (options.containsKey("window") && window < 1) {
            throw new IllegalArgumentException("window must be 1 or more, not " + window);
        }
        return new PredictorSpec(estimator, estimator == Estimator.AFFINE ? whole("the order of affine", parameter) : 1,
                kernel, relaxation == null ? RelaxationChoice.NONE : RelaxationChoice.parse(relaxation), ridge(),
                options.containsKey("forgetting") ? number("forgetting", options.get("forgetting")) : 1, window,
                count("delays", 1), count("horizon", 1), options.containsKey("increments"));
    }

    private double ridge() {
        boolean named = !method.equals("kaczmarz") && !method.equals("affine");
        if (!options.containsKey("ridge")) {
            return !named ? 0 : parameter == null ? RIDGE : number("LAMBDA of " + method, parameter);
        }
        if (named && parameter != null) {
            throw new IllegalArgumentException(
                    "the ridge is given twice: " + method + ":" + parameter + " and ridge=" + options.get("ridge"));
        }
        return number("ridge", options.get("ridge"));
    }

    private int count(String name, int otherwise) {
        return options.containsKey(name) ? whole(name, options.get(name)) : otherwise;
    }

    static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'", e);
        }
    }

    private static int whole(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not '" + text + "'", e);
        }
    }
}
