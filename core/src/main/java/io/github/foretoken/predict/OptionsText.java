package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.descent.Correction;
import java.util.stream.Collectors;

/** Writes {@link PredictorOptions#toString}: the same for the same options, and read back as them. */
final class OptionsText {
    private OptionsText() {}

    static String of(PredictorOptions options) {
        StringBuilder text = new StringBuilder(method(options));
        correction(text, options.method().refits(), options.correction());
        memory(text, options.memory());
        Lags lags = options.features().lags();
        if (!lags.dense()) {
            text.append(" lags=").append(lags);
        } else if (lags.count() != 1) {
            text.append(" delays=").append(lags.count());
        }
        steps(text, options.steps());
        columns(text, options.columns());
        if (options.method().learns()) {
            features(text, options.features());
        }
        return text.toString();
    }

    private static String method(PredictorOptions options) {
        String kernel = " kernel=" + of(options.kernel());
        String ridge = of(options.correction().ridge());
        return switch (options.method()) {
            case KACZMARZ -> "kaczmarz" + kernel;
            case AFFINE_PROJECTION -> "affine:" + options.memory().order() + kernel;
            case KERNEL_RIDGE -> "kernel-ridge:" + ridge + kernel;
            case LEAST_SQUARES -> "least-squares:" + ridge;
            case PERSISTENCE -> "persistence";
            case MEAN -> "mean";
        };
    }

    private static void correction(StringBuilder text, boolean refits, Correction correction) {
        if (!refits && correction.ridge() != 0) {
            text.append(" ridge=").append(of(correction.ridge()));
        }
        if (correction.horizon() > 0) {
            text.append(" relaxation=falling:" + of(correction.horizon()) + ":" + of(correction.least()));
        } else if (correction.relaxation() != 1) {
            text.append(" relaxation=").append(of(correction.relaxation()));
        }
        if (correction.forgetting() != 1) {
            text.append(" forgetting=").append(of(correction.forgetting()));
        }
    }

    private static void memory(StringBuilder text, Memory memory) {
        if (memory.budget() != Memory.ALL) {
            text.append(" budget=").append(memory.budget());
            text.append(memory.novelty() == Memory.NOVELTY ? "" : ":" + of(memory.novelty()));
        }
        RandomFeatures random = memory.random();
        if (random.any()) {
            text.append(' ')
                    .append(random.form().option())
                    .append('=')
                    .append(random.count())
                    .append(random.seed() == 0 ? "" : ":" + random.seed());
        }
        if (memory.window() != Memory.ALL) {
            text.append(" window=").append(memory.window());
        }
    }

    private static void steps(StringBuilder text, Steps steps) {
        if (steps.horizon() != 1) {
            text.append(" horizon=").append(steps.horizon());
        }
        if (steps.horizons() != 0) {
            text.append(" horizons=").append(steps.horizons());
        }
        text.append(steps.rollOuts() ? " roll-outs" : "");
    }

    private static void columns(StringBuilder text, Columns columns) {
        text.append(columns.separate() ? " separate-columns" : "");
        if (!columns.shared().isEmpty()) {
            text.append(columns.shared().stream().map(String::valueOf).collect(Collectors.joining(",", "=", "")));
        }
    }

    private static void features(StringBuilder text, Features features) {
        text.append(features.increments() ? " increments" : "");
        text.append(features.standardization() ? " standardize" : "");
        if (features.intercept() != 0) {
            text.append(features.intercept() == 1 ? " intercept" : " intercept=" + of(features.intercept()));
        }
    }

    private static String of(Kernel kernel) {
        return kernel.equals(Kernel.exponential()) ? "exponential" : kernel.text().replaceAll("\\.0(?=[:+*]|$)", "");
    }

    /** The shortest text that reads back as the same number, without a needless {@code .0}. */
    private static String of(double x) {
        String text = Double.toString(x);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
