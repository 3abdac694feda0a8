package io.github.foretoken.cli.stream;

/**
 * How far an input was read.
 *
 * @param mark in tokens
 * @param place how the input is known again; null if it cannot be, or if an earlier release wrote the checkpoint
 * @param finished whether all of it was read, and another file had taken its name
 */
record InputState(InputMark mark, InputPlace place, boolean finished) {}
