package io.github.foretoken.lab;

/** {@code --method}. */
enum Method {
    KACZMARZ, DESCENT
}
