package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.testkit.KernelContract;
import io.github.foretoken.testkit.StationaryKernelContract;
import io.github.foretoken.testkit.TokenKernel;
import net.jqwik.api.Group;

/** The testkit's contract of kernels, for each kind of them. */
@SuppressWarnings("ClassCanBeStatic") // A group is an inner class.
class KernelContractProperties {
    abstract static class Radial implements StationaryKernelContract {
        private final Kernel kernel;

        Radial(Kernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public TokenKernel subject() {
            return kernel::evaluate;
        }
    }

    @Group
    class Gaussian extends Radial {
        Gaussian() {
            super(Kernel.gaussian(0.7));
        }
    }

    @Group
    class Laplace extends Radial {
        Laplace() {
            super(Kernel.laplace(0.7));
        }
    }

    @Group
    class Matern32 extends Radial {
        Matern32() {
            super(Kernel.matern32(1.3));
        }
    }

    @Group
    class Matern52 extends Radial {
        Matern52() {
            super(Kernel.matern52(1.3));
        }
    }

    @Group
    class Linear implements KernelContract {
        @Override
        public TokenKernel subject() {
            return Kernel.linear()::evaluate;
        }
    }

    @Group
    class Polynomial implements KernelContract {
        @Override
        public TokenKernel subject() {
            return Kernel.polynomial(3, 0.5)::evaluate;
        }
    }

    @Group
    class Exponential implements KernelContract {
        @Override
        public TokenKernel subject() {
            return Kernel.exponential(0.8)::evaluate;
        }

        // e^(10^2) and more do not fit.
        @Override
        public int mostOrder() {
            return 0;
        }
    }
}
