package io.github.foretoken.testkit;

import io.github.foretoken.testkit.reference.ReferenceKernel;
import io.github.foretoken.testkit.reference.Rows;

/** Kernels, sound and faulty; run by {@link FaultyKernelTest} alone. */
final class KernelSubjects {
    private KernelSubjects() {}

    static final class Sound implements StationaryKernelContract {
        @Override
        public TokenKernel subject() {
            return ReferenceKernel.gaussian(0.7)::value;
        }
    }

    static final class SoundLinear implements KernelContract {
        @Override
        public TokenKernel subject() {
            return Rows::dot;
        }
    }

    static final class SoundExponential implements KernelContract {
        @Override
        public TokenKernel subject() {
            return ReferenceKernel.exponential(0.8)::value;
        }

        @Override
        public int mostOrder() {
            return 0;
        }
    }

    /** exp(-r^4) is no kernel. */
    static final class NotPositive implements StationaryKernelContract {
        @Override
        public TokenKernel subject() {
            return (x, y) -> Math.exp(-Math.pow(Rows.squaredDistance(x, y), 2));
        }
    }

    static final class NotSymmetric implements KernelContract {
        @Override
        public TokenKernel subject() {
            return (x, y) -> Math.exp(-Rows.squaredDistance(x, y)) * (1 + 1e-15 * Math.floor(1e3 * x[0]));
        }
    }

    /** Squares that cancel: |x|² + |y|² - 2 <x, y>, which rounding makes negative. */
    static final class Cancels implements StationaryKernelContract {
        @Override
        public TokenKernel subject() {
            return (x, y) -> Math.exp(-(Rows.dot(x, x) + Rows.dot(y, y) - 2 * Rows.dot(x, y)));
        }
    }

    static final class Overflows implements KernelContract {
        @Override
        public TokenKernel subject() {
            return (x, y) -> Math.exp(Rows.dot(x, y));
        }
    }

    static final class NotNormalized implements NormalizedKernelContract {
        @Override
        public TokenKernel subject() {
            return (x, y) -> (float) (1 - 1e-7) * Math.exp(-Rows.distance(x, y));
        }
    }

    static final class Writes implements KernelContract {
        @Override
        public TokenKernel subject() {
            return (x, y) -> {
                double value = Rows.dot(x, y);
                x[0] = 0;
                return value;
            };
        }
    }

    static final class Remembers implements KernelContract {
        private double last;

        @Override
        public TokenKernel subject() {
            return (x, y) -> {
                double value = Rows.dot(x, y) + 1e-9 * last;
                last = value;
                return value;
            };
        }
    }
}
