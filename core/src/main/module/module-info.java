/** In-context next-token prediction by causal kernel descent. */
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
