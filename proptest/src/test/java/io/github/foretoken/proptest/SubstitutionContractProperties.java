package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.FloatForwardSubstitution;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.ForwardSubstitutionContract;
import io.github.foretoken.testkit.NextTokenMethod;
import io.github.foretoken.testkit.reference.ReferenceKernel;
import io.github.foretoken.testkit.reference.Rounding;
import net.jqwik.api.Group;

/** The testkit's contract of forward substitution: û for each kind of kernel, and u*. */
@SuppressWarnings("ClassCanBeStatic") // A group is an inner class.
class SubstitutionContractProperties {
    abstract static class Prediction implements ForwardSubstitutionContract {
        private final Kernel kernel;

        Prediction(Kernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public ReferenceKernel kernel() {
            return Dense.reference(kernel);
        }

        @Override
        public NextTokenMethod subject() {
            return x -> Dense.rows(ForwardSubstitution.of(kernel).predict(Matrix.copyOf(x)));
        }
    }

    @Group
    class LinearKernel extends Prediction {
        LinearKernel() {
            super(Kernel.linear());
        }
    }

    @Group
    class GaussianKernel extends Prediction {
        GaussianKernel() {
            super(Kernel.gaussian(0.8));
        }
    }

    @Group
    class LaplaceKernel extends Prediction {
        LaplaceKernel() {
            super(Kernel.laplace(2));
        }
    }

    @Group
    class ExponentialKernel extends Prediction {
        ExponentialKernel() {
            super(Kernel.exponential());
        }

        // Beyond, exponents are larger than their roundings can be told.
        @Override
        public int mostOrder() {
            return 0;
        }
    }

    abstract static class FloatPrediction extends Prediction {
        private final Kernel kernel;

        FloatPrediction(Kernel kernel) {
            super(kernel);
            this.kernel = kernel;
        }

        @Override
        public NextTokenMethod subject() {
            return x -> Dense.rows(AttentionProperties.doubles(
                    FloatForwardSubstitution.of(kernel).predict(AttentionProperties.rounded(Matrix.copyOf(x)))));
        }

        @Override
        public double unitRoundoff() {
            return Rounding.FLOAT_UNIT;
        }
    }

    @Group
    class LinearKernelInFloat32 extends FloatPrediction {
        LinearKernelInFloat32() {
            super(Kernel.linear());
        }
    }

    @Group
    class GaussianKernelInFloat32 extends FloatPrediction {
        GaussianKernelInFloat32() {
            super(Kernel.gaussian(0.8));
        }
    }

    @Group
    class ExponentialKernelInFloat32 extends FloatPrediction {
        ExponentialKernelInFloat32() {
            // Exponents as far from float32's 88 as those of the others are from float64's 709.
            super(Kernel.exponential(0.1));
        }

        @Override
        public int mostOrder() {
            return 0;
        }
    }

    @Group
    class Limit implements ForwardSubstitutionContract {
        @Override
        public ReferenceKernel kernel() {
            return ReferenceKernel.exponential(1);
        }

        @Override
        public int mostOrder() {
            return 0;
        }

        @Override
        public Division division() {
            return Division.PREDICTION;
        }

        @Override
        public NextTokenMethod subject() {
            return x -> Dense.rows(CausalDescent.of(Kernel.exponential()).limit(Matrix.copyOf(x)));
        }
    }
}
