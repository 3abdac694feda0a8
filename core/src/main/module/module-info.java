/**
 * Forecasts of sequences of vectors from their past, with no training, and causal kernel descent, the algorithm that a causal
 * Transformer can carry out in its forward pass (Sander and Peyré, arXiv 2410.03011).
 *
 * {@snippet lang = java :
 * Forecaster forecaster = Forecaster.of(7).horizon(24).build();  // 7 columns, 24 steps ahead
 * for (double[] token : stream) {
 *     forecaster.observe(token);
 * }
 * Forecast ahead = forecaster.forecast();
 * double[] expected = ahead.mean(24);                            // 7 numbers
 * double[] atLeast = ahead.lower(0.9, 24);                       // of intervals that hold 90 %
 * }
 *
 * <table class="striped">
 * <caption>Where to begin</caption>
 * <thead><tr><th scope="col">to</th><th scope="col">take</th></tr></thead>
 * <tbody>
 * <tr><td>forecast a stream, with intervals and alarms, and choose nothing</td>
 *     <td>{@link io.github.foretoken.forecast.Forecaster}</td></tr>
 * <tr><td>forecast many streams, each with its key</td>
 *     <td>{@link io.github.foretoken.forecast.PredictorBank}</td></tr>
 * <tr><td>predict a stream by one method with options of your own</td>
 *     <td>{@link io.github.foretoken.predict.Predictor}</td></tr>
 * <tr><td>have that method chosen by the beginning of the data</td>
 *     <td>{@link io.github.foretoken.search.PredictorSearch}</td></tr>
 * <tr><td>predict all of a sequence at once by the paper's û</td>
 *     <td>{@link io.github.foretoken.descent.ForwardSubstitution}</td></tr>
 * <tr><td>compute what n layers compute, and their limit</td>
 *     <td>{@link io.github.foretoken.descent.CausalDescent}</td></tr>
 * <tr><td>run masked attention, or the paper's Transformer</td>
 *     <td>{@link io.github.foretoken.attention.CausalAttention}, {@link io.github.foretoken.attention.CausalTransformer}</td></tr>
 * <tr><td>train that Transformer on sequences of your own</td>
 *     <td>{@link io.github.foretoken.training.TransformerTraining}</td></tr>
 * <tr><td>try methods on the paper's sequences</td>
 *     <td>{@link io.github.foretoken.sequence.RotationSequence} and its neighbours</td></tr>
 * </tbody>
 * </table>
 *
 * <p>What all packages agree on (shapes, nulls, exceptions, threads) is on the page of {@link io.github.foretoken}.
 */
module io.github.foretoken {
    requires jdk.incubator.vector;

    exports io.github.foretoken;
    exports io.github.foretoken.attention;
    exports io.github.foretoken.descent;
    exports io.github.foretoken.forecast;
    exports io.github.foretoken.predict;
    exports io.github.foretoken.search;
    exports io.github.foretoken.sequence;
    exports io.github.foretoken.training;
}
