package io.github.foretoken.cli.method;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words of a {@link PredictorSpec}: first a method and its parameter, then options. */
final class SpecWords {
    private static final String RIDGE = "0.1";
    private static final String METHODS =
            "kaczmarz, ridge[:LAMBDA], affine:P, least-squares[:LAMBDA], kernel-ridge[:LAMBDA], persistence, mean";
    private static final String OPTIONS =
            "kernel=, ridge=, relaxation=, forgetting=, budget=, window=, delays=, lags=, horizon=, increments, "
                    + "standardize, intercept[=CONSTANT]";

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
            boolean known = switch (name) {
                case "kernel", "ridge", "relaxation", "forgetting", "budget", "window", "delays", "lags", "horizon" ->
                        equals >= 0;
                case "increments", "standardize" -> equals < 0;
                case "intercept" -> true;
                default -> false;
            };
            if (!known) {
                throw new IllegalArgumentException("'" + words[i] + "' is none of " + OPTIONS);
            }
            if (options.put(name, equals < 0 ? "" : words[i].substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
    }

    Predictor predictor(int dimension) {
        Predictor predictor = method(dimension);
        if (options.containsKey("budget")) {
            predictor = withBudget(predictor, options.get("budget"));
        }
        if (options.containsKey("relaxation")) {
            predictor = withRelaxation(predictor, options.get("relaxation"));
        }
        if (options.containsKey("forgetting")) {
            predictor = predictor.withForgetting(number("forgetting", options.get("forgetting")));
        }
        if (options.containsKey("window")) {
            predictor = predictor.withWindow(count("window", 0));
        }
        predictor = options.containsKey("increments") ? predictor.withIncrements() : predictor;
        predictor = options.containsKey("standardize") ? predictor.withStandardization() : predictor;
        if (options.containsKey("intercept")) {
            String constant = options.get("intercept");
            predictor = predictor.withIntercept(constant.isEmpty() ? 1 : number("intercept", constant));
        }
        return predictor.withHorizon(count("horizon", 1)).withLags(lags().toArray());
    }

    private Predictor method(int dimension) {
        return switch (method) {
            case "kaczmarz" -> {
                if (parameter != null) {
                    throw new IllegalArgumentException("kaczmarz takes no parameter; leave out ':" + parameter + "'");
                }
                yield Predictor.kaczmarz(kernel(), dimension).withRidge(ridge("0"));
            }
            case "ridge" -> Predictor.kaczmarz(kernel(), dimension).withRidge(namedRidge());
            case "affine" -> {
                if (parameter == null) {
                    throw new IllegalArgumentException("affine needs its order: affine:8, for instance");
                }
                yield Predictor.affineProjection(kernel(), dimension, whole("the order of affine", parameter))
                        .withRidge(ridge("0"));
            }
            case "least-squares" -> {
                if (options.containsKey("kernel")) {
                    throw new IllegalArgumentException("least-squares has no kernel; kernel-ridge has one");
                }
                yield Predictor.leastSquares(dimension, namedRidge());
            }
            case "persistence", "mean" -> {
                requireBare();
                yield method.equals("mean") ? Predictor.mean(dimension) : Predictor.persistence(dimension);
            }
            case "kernel-ridge" -> Predictor.kernelRidge(kernel(), dimension, namedRidge());
            default -> throw new IllegalArgumentException("'" + method + "' is none of " + METHODS
                    + " (predict and evaluate also take auto, predict takes descent)");
        };
    }

    String method() {
        return method;
    }

    boolean linear() {
        return method.equals("least-squares") || options.getOrDefault("kernel", "").equals("linear");
    }

    int order() {
        return method.equals("affine") ? whole("the order of affine", parameter) : 1;
    }

    int budget() {
        return options.containsKey("budget") ? whole("budget", options.get("budget").split(":", 2)[0]) : 0;
    }

    private void requireBare() {
        for (String option : options.keySet()) {
            if (!option.equals("horizon")) {
                throw new IllegalArgumentException(method + " takes horizon= and nothing else; leave out " + option);
            }
        }
        if (parameter != null) {
            throw new IllegalArgumentException(method + " takes no parameter; leave out ':" + parameter + "'");
        }
    }

    private Kernel kernel() {
        return Kernel.parse(options.getOrDefault("kernel", "exponential"));
    }

    private double namedRidge() {
        if (parameter != null && options.containsKey("ridge")) {
            throw new IllegalArgumentException(
                    "the ridge is given twice: " + method + ":" + parameter + " and ridge=" + options.get("ridge"));
        }
        return parameter != null ? number("LAMBDA of " + method, parameter) : ridge(RIDGE);
    }

    private double ridge(String otherwise) {
        return number("ridge", options.getOrDefault("ridge", otherwise));
    }

    private static Predictor withRelaxation(Predictor predictor, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            return predictor.withRelaxation(number("relaxation", text));
        }
        if (parts.length != 3 || !parts[0].equals("falling")) {
            throw new IllegalArgumentException(
                    "relaxation must be a number or falling:HORIZON:LEAST, not '" + text + "'");
        }
        return predictor.withFallingRelaxation(number("HORIZON of relaxation", parts[1]),
                number("LEAST of relaxation", parts[2]));
    }

    private static Predictor withBudget(Predictor predictor, String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? predictor.withBudget(whole("budget", text))
                : predictor.withBudget(whole("budget", text.substring(0, colon)),
                        number("NOVELTY of budget", text.substring(colon + 1)));
    }

    LagList lags() {
        if (!options.containsKey("lags")) {
            return LagList.upTo(count("delays", 1));
        }
        if (options.containsKey("delays")) {
            throw new IllegalArgumentException("delays and lags say the same thing; give one of them");
        }
        return LagList.parse(options.get("lags"));
    }

    int count(String name, int otherwise) {
        return options.containsKey(name) ? whole(name, options.get(name)) : otherwise;
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'", e);
        }
    }

    static int whole(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not '" + text + "'", e);
        }
    }
}
