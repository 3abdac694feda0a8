package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/** Methods and options for predictors of several steps. */
class HorizonMethods extends Generators {
    private static final int MOST_TOKENS = 60;

    @Provide
    Arbitrary<StreamOptions> options() {
        return Combinators
                .combine(Arbitraries.of(0.1, 0.5), Arbitraries.of(1.0, 0.3), Arbitraries.of(0.0, 8.0),
                        Arbitraries.of(1.0, 0.99, 0.9), Arbitraries.of(1, 1, 2), Arbitraries.of(2, 3, 7),
                        Arbitraries.of(false, true))
                .as(StreamOptions::new)
                .edgeCases(cases -> cases.filter(any -> false)
                        .add(new StreamOptions(0.5, 1, 0, 1, 1, 2, false),
                                new StreamOptions(0.5, 1, 8, 0.9, 2, 7, true)));
    }

    enum Method {
        KACZMARZ, KERNEL_RIDGE, SPARSE, LEAST_SQUARES, AFFINE, AFFINE_RIDGE, WINDOW;

        Predictor of(Kernel kernel, int d, StreamOptions options) {
            Kernel nonlinear = kernel instanceof Kernel.Linear ? Kernel.polynomial(2, 1) : kernel;
            return switch (this) {
                case KACZMARZ -> options.kaczmarz(kernel, d);
                case KERNEL_RIDGE -> options.embed(Predictor.kernelRidge(nonlinear, d, options.ridge()));
                case SPARSE -> options.embed(Predictor.kernelRidge(nonlinear, d, options.ridge()))
                        .withBudget(12)
                        .withForgetting(options.gamma());
                case LEAST_SQUARES -> options.embed(Predictor.leastSquares(d, options.ridge()))
                        .withForgetting(options.gamma())
                        .withIntercept();
                case AFFINE -> options.embed(Predictor.affineProjection(nonlinear, d, 3)).withRidge(options.ridge());
                case AFFINE_RIDGE ->
                        options.embed(Predictor.affineProjection(Kernel.linear(), d, 3)).withRidge(options.ridge());
                case WINDOW -> options.kaczmarz(kernel, d).withWindow(9);
            };
        }

        Predictor all(Kernel kernel, int d, StreamOptions options, boolean standardized) {
            return one(kernel, d, options.withHorizon(1), standardized).withHorizons(options.horizon());
        }

        /** Many coordinates of size 1 are too much for an exponential kernel of refitted weights. */
        Predictor one(Kernel kernel, int d, StreamOptions options, boolean standardized) {
            Predictor plain = of(kernel, d, options);
            return standardized && !(kernel instanceof Kernel.Exponential) ? plain.withStandardization() : plain;
        }
    }

    static Matrix some(Tokens any, StreamOptions options) {
        return any.withLength(Math.clamp(any.length(), options.delays() + 1, MOST_TOKENS)).matrix();
    }
}
