package io.github.foretoken.bench;

import org.openjdk.jmh.infra.BenchmarkParams;

/** Floating-point operations of one call: those of the algorithm, whoever runs it; an fma counts as two. */
final class FlopCount {
    /** What our own power of two executes: 11 fma, 1 multiplication, 3 additions and subtractions. */
    static final double EXP = 26;

    private FlopCount() {}

    /** NaN where the count is not known. */
    static double of(BenchmarkParams params) {
        String benchmark = params.getBenchmark();
        String simple = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
        return switch (simple) {
            case "FmaPeakBenchmark.peak" -> FmaPeakBenchmark.flops();
            case "FmaPeakBenchmark.peakFloat" -> FmaPeakBenchmark.floatFlops();
            case "MicrokernelBenchmark.gemm", "MicrokernelBenchmark.affine" -> {
                int[] sizes = MicrokernelBenchmark.sizes(params.getParam("shape"));
                yield 2.0 * sizes[0] * sizes[1] * sizes[2];
            }
            case "BlasBenchmark.product" -> 2 * Math.pow(integer(params, "size"), 3);
            case "BlasBenchmark.solve" -> Math.pow(integer(params, "size"), 3);
            case "ExpBenchmark.exp2" -> EXP * integer(params, "length");
            case "ForwardSubstitutionBenchmark.limit", "FloatSubstitutionBenchmark.limit" -> pairs(params)
                    * (2.0 * integer(params, "dimension") + kernel(params) + 2.0 * integer(params, "dimension"));
            case "CausalAttentionBenchmark.attend" ->
                    (pairs(params) + integer(params, "tokens")) * (4.0 * integer(params, "dimension") + EXP);
            case "CausalDescentBenchmark.iterate" -> pairs(params) * (2.0 * integer(params, "dimension")
                    + kernel(params) + 2.0 * integer(params, "dimension") * integer(params, "layers"));
            case "TrainingLoopsBenchmark.rowProduct" ->
                    2.0 * TrainingLoopsBenchmark.ROWS * TrainingLoopsBenchmark.COLUMNS * TrainingLoopsBenchmark.DEPTH;
            case "TrainingStepBenchmark.step" -> new TrainingInputs(integer(params, "batch"), integer(params, "tokens"),
                    integer(params, "dimension"), 0).flops();
            default -> Double.NaN;
        };
    }

    /** Pairs (t, s) with s &lt; t. */
    static double pairs(BenchmarkParams params) {
        double tokens = integer(params, "tokens");
        return tokens * (tokens - 1) / 2;
    }

    private static double kernel(BenchmarkParams params) {
        return params.getParam("kernel").equals("linear") ? 0 : EXP;
    }

    private static int integer(BenchmarkParams params, String name) {
        return Integer.parseInt(params.getParam(name));
    }
}
