package io.github.foretoken.perfkit;

/** One of the two builds of a comparison. */
enum Side {
    BASE, HEAD;

    /** As a word in a sentence. */
    String word() {
        return this == BASE ? "base" : "head";
    }
}
