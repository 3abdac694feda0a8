package io.github.foretoken.attention;

import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.threads.Wavefront;
import io.github.foretoken.internal.tile.LayerPanels;
import io.github.foretoken.internal.tile.PassLayout;
import io.github.foretoken.internal.tile.SequencePass;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The paper's loss of a Transformer over batches of short sequences, of equal or different lengths, and its gradient: what {@link
 * CausalTransformer#gradient} computes, fast. The forward pass keeps what the backward pass needs, T² numbers for each layer
 * and head; sequences are dealt to threads. The twin in float32, for training, is generated from this file by the build.
 *
 * {@snippet lang = java :
 * int length = 100;
 * TransformerShape shape = new TransformerShape(15, 6, 2, 16, false);
 * BatchGradient batch =
 *         BatchGradient.of(CausalAttention.softmax(), shape, length, Parallelism.automatic());
 * double[] weights = new double[shape.size()];       // in the order of the shape
 * double[] tokens = new double[2 * length * 15];     // two sequences, one after the other
 * PackedSequences sequences = PackedSequences.of(tokens, length, 15);
 * double[] gradient = new double[shape.size()];
 * ErrorCurve errors = batch.gradient(weights, sequences, new int[]{0, 1}, 0, 2, gradient);
 * System.out.println(errors.loss());
 * }
 *
 * <p>Workspace is allocated by the first call that needs it, or by {@link #reserve}, and kept: at the paper's sizes in float32
 * 1.4 MB for each thread that a batch keeps busy, and for gradients 0.3 MB for each four of its sequences. Later calls on no
 * more sequences allocate little beside their result. An instance serves one caller at a time. Results do not depend on the
 * number of threads, to the bit: sequences are added up in groups of four, and groups in order. Source: Sander and Peyré,
 * arXiv 2410.03011; formulas: docs/mathematics.md#backward-passes.
 */
public final class BatchGradient {
    /** The length of the longest sequences, because one array holds the T² numbers of a head's attention. */
    public static final int LONGEST = 1 << 15;

    /** Small enough that a batch of 64 keeps sixteen threads busy; adding the groups' gradients up then takes 2 % of the time. */
    private static final int GROUP = 4;

    private final Microkernels loops;
    private final CausalAttention attention;
    private final TransformerShape shape;
    private final int length;
    private final int threads;
    private final TokenLayout at;
    private final PassLayout layout;
    private final LayerPanels[] panels;
    private SequencePass[] passes = {};
    private double[][] gradients = {};
    private ErrorCurve[] curves = {};

    private BatchGradient(Microkernels loops, CausalAttention attention, TransformerShape shape, PassLayout layout,
            int threads) {
        this.loops = loops;
        this.attention = attention;
        this.shape = shape;
        this.layout = layout;
        this.threads = threads;
        length = layout.length();
        at = new TokenLayout(shape.dimension());
        panels = new LayerPanels[shape.layers()];
        for (int l = 0; l < panels.length; l++) {
            panels[l] = l > 0 && shape.tied() ? panels[0] : new LayerPanels(layout);
        }
    }

    /**
     * Errors and gradients of a Transformer on sequences of up to that length.
     *
     * @param attention of every layer; its own parallelism plays no part
     * @param shape the sizes of the Transformer, and the order of its weights
     * @param length the greatest T, from 2 to {@link #LONGEST}; workspace is for that, time only for what sequences have
     * @param parallelism over the sequences of a batch; no bit depends on it
     * @return what computes them, without workspace so far; it holds no weights
     * @throws IllegalArgumentException if length is out of range, or the sizes ask for more numbers than one array holds
     */
    public static BatchGradient of(CausalAttention attention, TransformerShape shape, int length,
            Parallelism parallelism) {
        if (length < 2 || length > LONGEST) {
            throw new IllegalArgumentException("length must be from 2 to " + LONGEST + ", not " + length);
        }
        // Whoever builds this has more than one batch to run.
        Microkernels loops = MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN);
        PassLayout layout = new PassLayout(length, shape.layer(), loops.lanes(), loops.panelWidth());
        if (!layout.fits(shape.layers())) {
            throw new IllegalArgumentException(
                    "sequences of length " + length + " in " + shape + " need more numbers than one array holds");
        }
        // More never run at once, however many are allowed.
        int most = ForkJoinPool.commonPool().getParallelism() + 1;
        return new BatchGradient(loops, attention, shape, layout, Math.min(parallelism.forPairs(Long.MAX_VALUE), most));
    }

    /** {@return the sizes that weights must have} */
    public TransformerShape shape() {
        return shape;
    }

    /** {@return the most tokens that a sequence may have} */
    public int longest() {
        return length;
    }

    /**
     * Allocates now what calls on up to that many sequences need, so that sizes which do not fit the memory fail here.
     *
     * @param sequences the most that a call will take, 1 or more
     * @param gradient whether for {@link #gradient}, and not for {@link #errors} alone
     * @throws IllegalArgumentException if sequences is less than 1

     */
    public void reserve(int sequences, boolean gradient) {
        if (sequences < 1) {
            throw new IllegalArgumentException("sequences must be 1 or more, not " + sequences);
        }
        reserveGroups(groups(sequences), gradient);
    }

    /**
     * The errors of all of these sequences.
     *
     * @param weights in the order of {@link TransformerShape}, not modified
     * @param sequences of the shape's dimension, each of 2 tokens to {@link #longest}; not modified
     * @return their mean errors
     * @throws IllegalArgumentException if there are other weights than {@link TransformerShape#size}, or other sequences
     */
    public ErrorCurve errors(double[] weights, PackedSequences sequences) {
        return run(weights, sequences, IntStream.range(0, sequences.count()).toArray(), 0, sequences.count(), false);
    }

    /**
     * The errors of some of them.
     *
     * @param weights in the order of {@link TransformerShape}, not modified
     * @param sequences of the shape's dimension, each of 2 tokens to {@link #longest}; not modified
     * @param order numbers of sequences, of which those from {@code from} to before {@code to} are taken; not modified
     * @param from the first place in the order
     * @param to behind the last one
     * @return their mean errors
     * @throws IllegalArgumentException if there are other weights than {@link TransformerShape#size}, or other sequences, or
     *     the order names one that there is not, or from and to are no range of it
     */
    public ErrorCurve errors(double[] weights, PackedSequences sequences, int[] order, int from, int to) {
        return run(weights, sequences, order, from, to, false);
    }

    /**
     * The errors of some sequences, and the gradient of {@link ErrorCurve#loss}.
     *
     * @param weights in the order of {@link TransformerShape}, not modified
     * @param sequences of the shape's dimension, each of 2 tokens to {@link #longest}; not modified
     * @param order numbers of sequences, of which those from {@code from} to before {@code to} are taken; not modified
     * @param from the first place in the order
     * @param to behind the last one
     * @param gradient overwritten, of the size of the weights
     * @return their mean errors
     * @throws IllegalArgumentException as {@link #errors(double[], PackedSequences, int[], int, int)}, and if the gradient has
     *     another size
     */
    public ErrorCurve gradient(double[] weights, PackedSequences sequences, int[] order, int from, int to,
            double[] gradient) {
        shape.requireSize("gradient", gradient.length);
        ErrorCurve curve = run(weights, sequences, order, from, to, true);
        int groups = groups(to - from);
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

    private ErrorCurve run(double[] weights, PackedSequences sequences, int[] order, int from, int to, boolean back) {
        check(weights, sequences, order, from, to);
        for (int l = 0; l < shape.distinctLayers(); l++) {
            panels[l].pack(weights, shape.offset(l));
        }
        int groups = groups(to - from);
        reserveGroups(groups, back);
        AtomicInteger started = new AtomicInteger();
        Wavefront.runIndependent(groups, 1, workers(groups), () -> {
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

    private void group(SequencePass pass, int group, PackedSequences sequences, int[] order, int from, int to,
            boolean back) {
        curves[group].clear();
        if (back) {
            Arrays.fill(gradients[group], 0);
        }
        int d = shape.dimension();
        for (int i = from; i < to; i++) {
            int x = sequences.start(order[i]);
            int tokens = sequences.length(order[i]);
            pass.begin(tokens);
            augment(sequences.tokens(), x, tokens, pass.tokens());
            pass.forward(panels);
            Arrays.fill(pass.gradient(), 0);
            curves[group].add(new Block(pass.result(), at.estimate(), tokens - 1, d, layout.tokenStride()),
                    sequences.tokens(), x, pass.gradient());
            if (back) {
                pass.backward(panels, gradients[group]);
            }
        }
    }

    /** {@link AugmentedTokens#exact}; what is never anything but zero is not written. */
    private void augment(double[] sequences, int x, int count, double[] tokens) {
        int d = shape.dimension();
        for (int t = 0; t < count; t++) {
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

    private static int groups(int sequences) {
        return (sequences - 1) / GROUP + 1;
    }

    private int workers(int groups) {
        return Math.min(threads, groups);
    }

    private void reserveGroups(int groups, boolean back) {
        int built = passes.length;
        if (built < workers(groups)) {
            SequencePass[] more = Arrays.copyOf(passes, workers(groups));
            for (int i = built; i < more.length; i++) {
                more[i] = new SequencePass(loops, attention.form(), attention.scale(), shape.layers(), layout);
            }
            passes = more;
        }
        if (curves.length < groups) {
            curves = new ErrorCurve[groups];
            Arrays.setAll(curves, g -> new ErrorCurve(length - 1));
        }
        if (back && gradients.length < groups) {
            gradients = new double[groups][Math.multiplyExact(shape.layers(), layout.gradientSize())];
        }
    }

    private void check(double[] weights, PackedSequences sequences, int[] order, int from, int to) {
        shape.requireSize("weights", weights.length);
        if (sequences.dimension() != shape.dimension()) {
            throw new IllegalArgumentException("sequences have tokens of dimension " + sequences.dimension()
                    + ", but the Transformer is for " + shape.dimension());
        }
        if (from < 0 || to <= from || to > order.length) {
            throw new IllegalArgumentException("from and to must be a range that is not empty within an order of "
                    + order.length + ", not " + from + " and " + to);
        }
        for (int i = from; i < to; i++) {
            if (order[i] < 0 || order[i] >= sequences.count()) {
                throw new IllegalArgumentException("order names sequence " + order[i] + ", but there are "
                        + sequences.count() + ", numbered from 0");
            }
            int tokens = sequences.length(order[i]);
            if (tokens < 2 || tokens > length) {
                throw new IllegalArgumentException(
                        "sequence " + order[i] + " has " + tokens + " tokens; it must have from 2 to " + length);
            }
        }
    }
}
