package io.github.foretoken;

import io.github.foretoken.arguments.Blocks;
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

    private boolean hasTiles() {
        return switch (settings.method) {
            case KACZMARZ -> settings.window == PredictorSettings.ALL;
            case KERNEL_RIDGE ->
                    !(settings.kernel instanceof Kernel.Linear) && settings.budget == PredictorSettings.ALL;
            case AFFINE_PROJECTION, LEAST_SQUARES, PERSISTENCE, MEAN -> false;
        };
    }

    /** T x d, from an empty predictor. */
    Matrix of(Matrix tokens) {
        if (settings.rollOuts && settings.horizon > 1) {
            return streamed(tokens);
        }
        return settings.separate ? separate(tokens) : hasTiles() ? tiled(tokens) : streamed(tokens);
    }

    private Matrix separate(Matrix tokens) {
        Matrix predictions = Matrix.zeros(tokens.rows(), settings.dimension);
        for (int c = 0; c < settings.dimension; c++) {
            Matrix own = new BatchPrediction(settings.part(c)).of(select(tokens, settings.columns(c)));
            for (int t = 0; t < tokens.rows(); t++) {
                predictions.data()[t * settings.dimension + c] = own.get(t, 0);
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
        Matrix predictions = Matrix.zeros(tokens.rows(), settings.dimension);
        double[] prediction = new double[settings.dimension];
        for (int t = 0; t < tokens.rows(); t++) {
            predictor.observe(tokens.row(t));
            predictor.predict(prediction);
            System.arraycopy(prediction, 0, predictions.data(), t * prediction.length, prediction.length);
        }
        return predictions;
    }

    private Matrix tiled(Matrix tokens) {
        if (!settings.standardization) {
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
                Checks.remedy(settings.kernel, settings.correction.ridge()));
    }

    private Matrix predictions(Matrix tokens) {
        Matrix predictions = Matrix.zeros(tokens.rows(), tokens.cols());
        int first = settings.lags.reach() - 1;
        if (first < tokens.rows()) {
            Matrix estimates = estimates(features(tokens), targets(tokens));
            System.arraycopy(estimates.data(), 0, predictions.data(), first * tokens.cols(), estimates.data().length);
        }
        if (settings.increments) {
            add(predictions, 1, tokens, 0);
        }
        return predictions;
    }

    private Matrix features(Matrix tokens) {
        Matrix embedded = settings.lags.reach() == 1 ? tokens : settings.lags.embed(tokens);
        if (settings.intercept == 0) {
            return settings.rescaling().features(embedded);
        }
        Matrix features = Matrix.zeros(embedded.rows(), settings.featureSize());
        for (int t = 0; t < embedded.rows(); t++) {
            int row = t * features.cols();
            System.arraycopy(embedded.data(), embedded.offset() + t * embedded.stride(), features.data(), row,
                    embedded.cols());
            features.data()[row + embedded.cols()] = settings.intercept;
        }
        return settings.rescaling().features(features);
    }

    /** What belongs to the features, but for the last ones, whose target is still to come. */
    private Matrix targets(Matrix tokens) {
        int from = Math.min(tokens.rows(), settings.lags.reach() - 1 + settings.horizon);
        Matrix targets = tokens.rows(from, tokens.rows());
        if (settings.increments) {
            targets = Matrix.of(targets.toArray(), targets.rows(), targets.cols());
            add(targets, -1, tokens, from - settings.horizon);
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
        if (settings.method == PredictorSettings.Method.KACZMARZ) {
            return ForwardSubstitution.of(settings.rescaledKernel())
                    .with(settings.rescaledCorrection())
                    .withHorizon(settings.horizon)
                    .predict(features, targets);
        }
        requireMemory(features.rows());
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(Checks.pairs(features.rows()));
        ScoreTiles tiles = new ScoreTiles(loops, settings.symmetricForm(), Blocks.of(features));
        TiledCholesky cholesky =
                new TiledCholesky(tiles, settings.rescaledCorrection().ridge(), Blocks.of(targets), settings.horizon);
        cholesky.run(Parallelism.automatic().forPairs(Checks.pairs(features.rows())));
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
