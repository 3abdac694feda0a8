package io.github.foretoken.attention;

import io.github.foretoken.Parallelism;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.tile.LayerPanels;
import io.github.foretoken.internal.tile.PassLayout;
import io.github.foretoken.internal.tile.SequencePass;
import io.github.foretoken.internal.tile.Wavefront;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The paper's loss of a Transformer over batches of short sequences, and its gradient: what {@link
 * CausalTransformer#gradient} computes, fast. The forward pass keeps what the backward pass needs, T² numbers for each layer
 * and head; sequences are dealt to threads. The twin in float32, for training, is generated from this file by the build.
 *
 * <p>Workspace is allocated once and kept, 1.2 MB a thread at the paper's sizes in float32: no call allocates more than its
 * result. An instance serves one caller at a time. Results do not depend on the number of threads, to the bit: sequences are
 * added up in groups of four, and groups in order.
 */
public final class BatchGradient {
    /** Small enough that a batch of 64 keeps sixteen threads busy; adding the groups' gradients up then takes 2 % of the time. */
    private static final int GROUP = 4;

    private final TransformerShape shape;
    private final int length;
    private final int threads;
    private final TokenLayout at;
    private final PassLayout layout;
    private final LayerPanels[] panels;
    private final SequencePass[] passes;
    private double[][] gradients = {};
    private ErrorCurve[] curves = {};

    private BatchGradient(CausalAttention attention, TransformerShape shape, int length, Parallelism parallelism) {
        this.shape = shape;
        this.length = length;
        // Whoever builds this has more than one batch to run.
        Microkernels loops = MicrokernelSelection.forPairs(Long.MAX_VALUE);
        threads = parallelism.forPairs(Long.MAX_VALUE);
        at = new TokenLayout(shape.dimension());
        layout = new PassLayout(length, shape.layer(), loops.lanes(), loops.panelWidth());
        panels = new LayerPanels[shape.layers()];
        for (int l = 0; l < panels.length; l++) {
            panels[l] = l > 0 && shape.tied() ? panels[0] : new LayerPanels(layout);
        }
        passes = new SequencePass[threads];
        Arrays.setAll(passes,
                i -> new SequencePass(loops, attention.form(), attention.scale(), shape.layers(), layout));
    }

    /**
     * For sequences of that length.
     *
     * @param attention of every layer
     * @param length T, 2 or more
     */
    public static BatchGradient of(CausalAttention attention, TransformerShape shape, int length,
            Parallelism parallelism) {
        if (length < 2) {
            throw new IllegalArgumentException("length must be 2 or more, not " + length);
        }
        return new BatchGradient(attention, shape, length, parallelism);
    }

    /** The sizes that weights must have. */
    public TransformerShape shape() {
        return shape;
    }

    /**
     * The errors of some sequences.
     *
     * @param weights in the order of {@link TransformerShape}, not modified
     * @param sequences one after the other, each T x d row by row; not modified
     * @param order numbers of sequences, of which those from {@code from} to before {@code to} are taken; not modified
     * @throws IllegalArgumentException if weights or sequences have another size, or a number is out of range
     */
    public ErrorCurve errors(double[] weights, double[] sequences, int[] order, int from, int to) {
        return run(weights, sequences, order, from, to, false);
    }

    /**
     * The same, and the gradient of {@link ErrorCurve#loss}.
     *
     * @param gradient overwritten, of the size of the weights
     */
    public ErrorCurve gradient(double[] weights, double[] sequences, int[] order, int from, int to, double[] gradient) {
        shape.requireSize("gradient", gradient.length);
        ErrorCurve curve = run(weights, sequences, order, from, to, true);
        int groups = groups(from, to);
        for (int g = 1; g < groups; g++) {
            double[] sum = gradients[0];
            double[] next = gradients[g];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += next[i];
            }
        }
        Arrays.fill(gradient, 0);
        double count = to - from;
        for (int l = 0; l < panels.length; l++) {
            panels[l].unpack(gradients[0], l * layout.gradientSize(), 1 / count, gradient, shape.offset(l));
        }
        return curve;
    }

    private ErrorCurve run(double[] weights, double[] sequences, int[] order, int from, int to, boolean back) {
        check(weights, sequences, order, from, to);
        for (int l = 0; l < shape.distinctLayers(); l++) {
            panels[l].pack(weights, shape.offset(l));
        }
        int groups = groups(from, to);
        reserve(groups, back);
        AtomicInteger started = new AtomicInteger();
        Wavefront.runIndependent(groups, 1, threads, () -> {
            SequencePass pass = passes[started.getAndIncrement()];
            return (first, last, front) -> {
                for (int g = first; g < last; g++) {
                    group(pass, g, sequences, order, from + g * GROUP, Math.min(to, from + (g + 1) * GROUP), back);
                }
            };
        });
        ErrorCurve total = new ErrorCurve(length - 1);
        for (int g = 0; g < groups; g++) {
            total.add(curves[g]);
        }
        return total;
    }

    private void group(SequencePass pass, int group, double[] sequences, int[] order, int from, int to, boolean back) {
        curves[group].clear();
        if (back) {
            Arrays.fill(gradients[group], 0);
        }
        int d = shape.dimension();
        for (int i = from; i < to; i++) {
            int x = order[i] * length * d;
            augment(sequences, x, pass.tokens());
            pass.forward(panels);
            Arrays.fill(pass.gradient(), 0);
            curves[group].add(d, pass.result(), at.estimate(), layout.tokenStride(), sequences, x, pass.gradient());
            if (back) {
                pass.backward(panels, gradients[group]);
            }
        }
    }

    /** {@link AugmentedTokens#exact}; what is never anything but zero is not written. */
    private void augment(double[] sequences, int x, double[] tokens) {
        int d = shape.dimension();
        for (int t = 0; t < length; t++) {
            int row = t * layout.tokenStride();
            int token = x + t * d;
            if (t == 0) {
                tokens[at.first()] = 1;
            } else {
                System.arraycopy(sequences, token - d, tokens, row + TokenLayout.PREVIOUS, d);
                System.arraycopy(sequences, token, tokens, row + at.target(), d);
            }
            System.arraycopy(sequences, token, tokens, row + at.token(), d);
            tokens[row + at.one()] = 1;
        }
    }

    private static int groups(int from, int to) {
        return (to - from + GROUP - 1) / GROUP;
    }

    private void reserve(int groups, boolean back) {
        if (curves.length < groups) {
            curves = new ErrorCurve[groups];
            Arrays.setAll(curves, g -> new ErrorCurve(length - 1));
        }
        if (back && gradients.length < groups) {
            gradients = new double[groups][Math.multiplyExact(shape.layers(), layout.gradientSize())];
        }
    }

    private void check(double[] weights, double[] sequences, int[] order, int from, int to) {
        shape.requireSize("weights", weights.length);
        int size = Math.multiplyExact(length, shape.dimension());
        if (sequences.length % size != 0) {
            throw new IllegalArgumentException("sequences must have a multiple of T d = " + length + " x "
                    + shape.dimension() + " elements, not " + sequences.length);
        }
        if (from < 0 || to <= from || to > order.length) {
            throw new IllegalArgumentException("from and to must be a range that is not empty within an order of "
                    + order.length + ", not " + from + " and " + to);
        }
        for (int i = from; i < to; i++) {
            if (order[i] < 0 || order[i] >= sequences.length / size) {
                throw new IllegalArgumentException("order names sequence " + order[i] + ", but there are "
                        + sequences.length / size + ", numbered from 0");
            }
        }
    }
}
