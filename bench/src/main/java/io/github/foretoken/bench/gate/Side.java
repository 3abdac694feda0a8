package io.github.foretoken.bench.gate;

/** One of the two builds of a comparison. */
enum Side {
    BASE, HEAD;

    /** As a word in a sentence. */
    String word() {
        return this == BASE ? "base" : "head";
    }
}
