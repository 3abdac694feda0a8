package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.SavedPredictor;
import io.github.foretoken.testkit.BatchContract;
import io.github.foretoken.testkit.NextTokenMethod;
import io.github.foretoken.testkit.SnapshotContract;
import io.github.foretoken.testkit.StreamingPredictor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import net.jqwik.api.Group;

/**
 * The testkit's contracts of streaming predictors, for each method. Those with tiles differ from their stream by roundings:
 * {@link PredictorProperties} holds both to their definition.
 */
@SuppressWarnings("ClassCanBeStatic") // A group is an inner class.
class PredictorContractProperties {
    private static final double RIDGE = 0.5;

    private record Stream(Predictor predictor) implements StreamingPredictor {
        @Override
        public void observe(double[] token) {
            predictor.observe(token);
        }

        @Override
        public double[] predict() {
            return predictor.predict();
        }
    }

    abstract static class Saved implements SnapshotContract {
        private final Estimator method;

        Saved(Estimator method) {
            this.method = method;
        }

        Predictor predictor(int d) {
            return method.predictor(Kernel.gaussian(1.5), d, RIDGE);
        }

        @Override
        public StreamingPredictor subject(int d) {
            return new Stream(predictor(d));
        }

        @Override
        public StreamingPredictor restored(StreamingPredictor original) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                new SavedPredictor(((Stream) original).predictor(), Map.of()).save(bytes);
                return new Stream(SavedPredictor.load(new ByteArrayInputStream(bytes.toByteArray())).predictor());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whose whole sequences give the bits of their stream. */
    abstract static class SavedAndAtOnce extends Saved implements BatchContract {
        SavedAndAtOnce(Estimator method) {
            super(method);
        }

        @Override
        public NextTokenMethod batch(int d) {
            return tokens -> Dense.rows(predictor(d).predict(Matrix.copyOf(tokens)));
        }
    }

    @Group
    class Kaczmarz extends SavedAndAtOnce {
        Kaczmarz() {
            super(Estimator.KACZMARZ);
        }

        @Override
        public double[][] allowed(double[][] tokens) {
            Kernel kernel = Kernel.gaussian(1.5);
            return new StreamOptions(RIDGE, 1, 0, 1, 1, 1, false).predictions(kernel, Matrix.copyOf(tokens))
                    .slackened(2)
                    .radius();
        }
    }

    @Group
    class Relaxed extends Saved {
        Relaxed() {
            super(Estimator.RELAXED);
        }
    }

    @Group
    class Window extends SavedAndAtOnce {
        Window() {
            super(Estimator.WINDOW);
        }
    }

    @Group
    class AffineProjection extends SavedAndAtOnce {
        AffineProjection() {
            super(Estimator.AFFINE);
        }
    }

    @Group
    class KernelRidge extends Saved {
        KernelRidge() {
            super(Estimator.KERNEL_RIDGE);
        }
    }

    @Group
    class Budget extends SavedAndAtOnce {
        Budget() {
            super(Estimator.BUDGET);
        }
    }

    @Group
    class LeastSquares extends SavedAndAtOnce {
        LeastSquares() {
            super(Estimator.LEAST_SQUARES);
        }
    }
}
