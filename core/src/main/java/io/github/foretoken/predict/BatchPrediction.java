package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.Checks;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreTiles;
import io.github.foretoken.internal.tile.TiledCholesky;

/** A whole sequence at once, tile by tile for the estimators that have such a form: the rows that a {@link Predictor} streams. */
final class BatchPrediction {
    private final PredictorSettings settings;

    BatchPrediction(PredictorSettings settings) {
        this.settings = settings;
    }

    /** What the batch form gives, once the tokens are checked. */
    static Matrix checked(PredictorSettings settings, Matrix tokens) {
        if (tokens.cols() != settings.dimension()) {
            throw new IllegalArgumentException(
                    "tokens is " + tokens.shape() + "; tokens here have " + settings.dimension() + " elements");
        }
        return new BatchPrediction(settings).of(tokens.requireFinite("tokens"));
    }

    private boolean hasTiles() {
        boolean bounded = settings.options().memory().bounded();
        return switch (settings.options().method()) {
            case KACZMARZ -> !bounded && settings.options().memory().window() == Memory.ALL;
            case KERNEL_RIDGE -> !bounded && !(settings.options().kernel() instanceof Kernel.Linear);
            case AFFINE_PROJECTION, LEAST_SQUARES, PERSISTENCE, MEAN -> false;
        };
    }

    /** T x d, from an empty predictor. */
    Matrix of(Matrix tokens) {
        if (settings.options().steps().rollOuts() && settings.horizon() > 1) {
            return streamed(tokens);
        }
        return settings.options().columns().separate() ? separate(tokens)
                : hasTiles() ? tiled(tokens) : streamed(tokens);
    }

    private Matrix separate(Matrix tokens) {
        Matrix predictions = Matrix.zeros(tokens.rows(), settings.dimension());
        for (int c = 0; c < settings.dimension(); c++) {
            Matrix own = new BatchPrediction(settings.part(c)).of(select(tokens, settings.options().columns().of(c)));
            for (int t = 0; t < tokens.rows(); t++) {
                predictions.data()[t * settings.dimension() + c] = own.get(t, 0);
            }
        }
        return predictions;
    }

    private static Matrix select(Matrix tokens, int[] columns) {
        Matrix some = Matrix.zeros(tokens.rows(), columns.length);
        for (int t = 0; t < tokens.rows(); t++) {
            for (int i = 0; i < columns.length; i++) {
                some.data()[t * columns.length + i] = tokens.get(t, columns[i]);
            }
        }
        return some;
    }

    private Matrix streamed(Matrix tokens) {
        Predictor predictor = new Predictor(settings);
        Matrix predictions = Matrix.zeros(tokens.rows(), settings.dimension());
        double[] prediction = new double[settings.dimension()];
        for (int t = 0; t < tokens.rows(); t++) {
            predictor.observe(tokens.row(t));
            predictor.predict(prediction);
            System.arraycopy(prediction, 0, predictions.data(), t * prediction.length, prediction.length);
        }
        return predictions;
    }

    private Matrix tiled(Matrix tokens) {
        if (!settings.features().standardization()) {
            return checked(predictions(tokens));
        }
        Matrix standardized = Standardization.of(tokens);
        Checks.finiteResult(standardized.data(), tokens.rows(), tokens.cols(), "the standardised token",
                "scale the tokens down");
        Matrix predictions = predictions(standardized);
        Standardization.restore(tokens, predictions.data());
        return checked(predictions);
    }

    private Matrix checked(Matrix predictions) {
        return Checks.finiteResult(predictions.data(), predictions.rows(), predictions.cols(), "the prediction",
                Checks.remedy(settings.options().kernel(), settings.options().correction().ridge()));
    }

    private Matrix predictions(Matrix tokens) {
        Matrix predictions = Matrix.zeros(tokens.rows(), tokens.cols());
        int first = settings.features().lags().reach() - 1;
        if (first < tokens.rows()) {
            Matrix estimates = estimates(features(tokens), targets(tokens));
            System.arraycopy(estimates.data(), 0, predictions.data(), first * tokens.cols(), estimates.data().length);
        }
        if (settings.features().increments()) {
            add(predictions, 1, tokens, 0);
        }
        return predictions;
    }

    private Matrix features(Matrix tokens) {
        Matrix embedded = settings.features().lags().reach() == 1 ? tokens : settings.features().lags().embed(tokens);
        if (settings.features().intercept() == 0) {
            return settings.options().rescaling().features(embedded);
        }
        Matrix features = Matrix.zeros(embedded.rows(), settings.featureSize());
        for (int t = 0; t < embedded.rows(); t++) {
            int row = t * features.cols();
            System.arraycopy(embedded.data(), embedded.offset() + t * embedded.stride(), features.data(), row,
                    embedded.cols());
            features.data()[row + embedded.cols()] = settings.features().intercept();
        }
        return settings.options().rescaling().features(features);
    }

    /** What belongs to the features, but for the last ones, whose target is still to come. */
    private Matrix targets(Matrix tokens) {
        int from = Math.min(tokens.rows(), settings.features().lags().reach() - 1 + settings.horizon());
        Matrix targets = tokens.rows(from, tokens.rows());
        if (settings.features().increments()) {
            targets = Matrix.of(targets.toArray(), targets.rows(), targets.cols());
            add(targets, -1, tokens, from - settings.horizon());
            Checks.finiteResult(targets.data(), targets.rows(), targets.cols(), "the increment",
                    "scale the tokens down");
        }
        return targets;
    }

    /** {@code result[t] += sign * tokens[t + first]}. */
    private static void add(Matrix result, int sign, Matrix tokens, int first) {
        for (int t = 0; t < result.rows(); t++) {
            int from = tokens.offset() + (t + first) * tokens.stride();
            for (int c = 0; c < result.cols(); c++) {
                result.data()[t * result.cols() + c] += sign * tokens.data()[from + c];
            }
        }
    }

    private Matrix estimates(Matrix features, Matrix targets) {
        if (settings.options().method() == Method.KACZMARZ) {
            return ForwardSubstitution.of(settings.options().rescaledKernel())
                    .withCorrection(settings.options().rescaledCorrection())
                    .withHorizon(settings.horizon())
                    .predict(features, targets);
        }
        requireMemory(features.rows());
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(MicrokernelSelection.pairs(features.rows()));
        ScoreTiles tiles = new ScoreTiles(loops, Regressions.symmetricForm(settings.options()), Blocks.of(features));
        TiledCholesky cholesky = new TiledCholesky(tiles, settings.options().rescaledCorrection().ridge(),
                Blocks.of(targets), settings.horizon());
        cholesky.run(Parallelism.automatic().forPairs(MicrokernelSelection.pairs(features.rows())));
        return Matrix.of(cholesky.predictions(), features.rows(), targets.cols());
    }

    private static void requireMemory(int features) {
        long bytes = TiledCholesky.bytes(features);
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new IllegalArgumentException(
                    "kernel ridge regression over " + features + " features at once keeps a triangle of " + bytes
                            + " bytes, and the heap has " + most + "; withBudget bounds it");
        }
    }
}
