/**
 * Causal attention, as a Transformer's layer has it. Types that begin with {@code Float} are the float32 twins of those
 * without, generated from them by the build.
 */
package io.github.foretoken.attention;
