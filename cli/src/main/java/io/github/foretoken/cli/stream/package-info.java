/** Endless streams of tokens: lines in, a prediction line for each, checkpoints from which they go on. */
package io.github.foretoken.cli.stream;
