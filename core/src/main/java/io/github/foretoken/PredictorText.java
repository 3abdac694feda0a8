package io.github.foretoken;

import io.github.foretoken.internal.online.Relaxation;

/** A predictor's options in words, the same for the same options: {@link Predictor#toString}. */
final class PredictorText {
    private PredictorText() {}

    static String of(PredictorSettings settings) {
        StringBuilder text = new StringBuilder();
        switch (settings.method) {
            case KACZMARZ -> text.append("kaczmarz kernel=").append(of(settings.kernel));
            case AFFINE_PROJECTION ->
                    text.append("affine:").append(settings.order).append(" kernel=").append(of(settings.kernel));
            case KERNEL_RIDGE -> text.append("kernel-ridge:")
                    .append(of(settings.correction.ridge()))
                    .append(" kernel=")
                    .append(of(settings.kernel));
            case LEAST_SQUARES -> text.append("least-squares:").append(of(settings.correction.ridge()));
            case PERSISTENCE -> text.append("persistence");
            case MEAN -> text.append("mean");
        }
        if (!settings.refits() && settings.correction.ridge() != 0) {
            text.append(" ridge=").append(of(settings.correction.ridge()));
        }
        Relaxation relaxation = settings.correction.relaxation();
        if (relaxation.horizon() > 0) {
            text.append(" relaxation=falling:")
                    .append(of(relaxation.horizon()))
                    .append(':')
                    .append(of(relaxation.least()));
        } else if (relaxation.first() != 1) {
            text.append(" relaxation=").append(of(relaxation.first()));
        }
        if (settings.correction.forgetting() != 1) {
            text.append(" forgetting=").append(of(settings.correction.forgetting()));
        }
        if (settings.budget != PredictorSettings.ALL) {
            text.append(" budget=").append(settings.budget);
            if (settings.novelty != PredictorSettings.NOVELTY) {
                text.append(':').append(of(settings.novelty));
            }
        }
        if (settings.window != PredictorSettings.ALL) {
            text.append(" window=").append(settings.window);
        }
        Lags lags = settings.lags;
        if (!lags.dense()) {
            text.append(" lags=").append(lags);
        } else if (lags.count() != 1) {
            text.append(" delays=").append(lags.count());
        }
        if (settings.horizon != 1) {
            text.append(" horizon=").append(settings.horizon);
        }
        if (settings.horizons != 0) {
            text.append(" horizons=").append(settings.horizons);
        }
        if (settings.rollOuts) {
            text.append(" roll-outs");
        }
        if (settings.separate) {
            text.append(" separate-columns");
        }
        for (int i = 0; i < settings.shared.length; i++) {
            text.append(i == 0 ? '=' : ',').append(settings.shared[i]);
        }
        if (!settings.method.learns()) {
            return text.toString();
        }
        return text.append(settings.increments ? " increments" : "")
                .append(settings.standardization ? " standardize" : "")
                .append(settings.intercept == 0 ? ""
                        : settings.intercept == 1 ? " intercept" : " intercept=" + of(settings.intercept))
                .toString();
    }

    static String of(Kernel kernel) {
        return kernel.equals(Kernel.exponential()) ? "exponential" : KernelText.of(kernel, PredictorText::of);
    }

    /** The shortest text that reads back as the same number, without a needless {@code .0}. */
    private static String of(double x) {
        String text = Double.toString(x);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
