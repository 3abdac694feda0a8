package io.github.foretoken.bench.process;

/** What any Java program costs. */
final class Nothing {
    private Nothing() {}

    /** Returns. */
    public static void main(String[] args) {}
}
