package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.ScalarScoreMicrokernels;
import io.github.foretoken.internal.simd.VectorScoreMicrokernels;
import io.github.foretoken.internal.tile.AttentionForm;
import io.github.foretoken.internal.tile.TiledAttention;
import io.github.foretoken.testkit.AttentionWeights;
import io.github.foretoken.testkit.CausalAttentionContract;
import io.github.foretoken.testkit.MaskedAttention;
import io.github.foretoken.testkit.MaskedAttentionContract;
import io.github.foretoken.testkit.reference.Rounding;
import net.jqwik.api.Group;

/** The testkit's contract of causal attention: as it is called, and on each twin whatever the selector would choose. */
@SuppressWarnings("ClassCanBeStatic") // A group is an inner class.
class AttentionContractProperties {
    @Group
    class Softmax implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> apply(CausalAttention.softmax(), q, k, v);
        }

        @Override
        public double scoreScale(int d) {
            return 1;
        }
    }

    @Group
    class SoftmaxDividedByTheRootOfTheDimension implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> apply(CausalAttention.softmax().withScale(q.length == 0 ? 1 : scoreScale(q[0].length)),
                    q, k, v);
        }
    }

    @Group
    class SoftmaxInFloat32 implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> Dense.rows(AttentionProperties.doubles(FloatCausalAttention.softmax()
                    .apply(AttentionProperties.rounded(Matrix.copyOf(q)), AttentionProperties.rounded(Matrix.copyOf(k)),
                            AttentionProperties.rounded(Matrix.copyOf(v)))));
        }

        @Override
        public double scoreScale(int d) {
            return 1;
        }

        @Override
        public double unitRoundoff() {
            return Rounding.FLOAT_UNIT;
        }
    }

    @Group
    class SoftmaxOnScalarLoops implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> tiled(new ScalarScoreMicrokernels(), q, k, v);
        }

        @Override
        public double scoreScale(int d) {
            return 1;
        }
    }

    @Group
    class SoftmaxOnVectorLoops implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> tiled(new VectorScoreMicrokernels(), q, k, v);
        }

        @Override
        public double scoreScale(int d) {
            return 1;
        }
    }

    @Group
    class Exponential implements MaskedAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> apply(CausalAttention.exponential(), q, k, v);
        }

        @Override
        public AttentionWeights weights() {
            return AttentionWeights.EXPONENTIAL;
        }

        @Override
        public double scoreScale(int d) {
            return 1;
        }
    }

    @Group
    class Linear implements MaskedAttentionContract {
        @Override
        public MaskedAttention subject() {
            return (q, k, v) -> apply(CausalAttention.linear(), q, k, v);
        }

        @Override
        public AttentionWeights weights() {
            return AttentionWeights.LINEAR;
        }

        @Override
        public double scoreScale(int d) {
            return 1;
        }
    }

    private static double[][] apply(CausalAttention attention, double[][] q, double[][] k, double[][] v) {
        return Dense.rows(attention.apply(Matrix.copyOf(q), Matrix.copyOf(k), Matrix.copyOf(v)));
    }

    private static double[][] tiled(Microkernels loops, double[][] q, double[][] k, double[][] v) {
        Matrix values = Matrix.copyOf(v);
        TiledAttention tiled = new TiledAttention(loops, AttentionForm.SOFTMAX, 1, Blocks.of(Matrix.copyOf(q)),
                Blocks.of(Matrix.copyOf(k)), Blocks.of(values));
        tiled.pack(1);
        return Dense.rows(Matrix.of(tiled.run(1), values.rows(), values.cols()));
    }
}
