/**
 * The paper's sequences, instances (1) to (4), and noisy and chaotic ones, to try methods on. Everything random takes a seed.
 * Begin with {@link io.github.foretoken.sequence.RotationSequence}:
 *
 * {@snippet lang = java :
 * Matrix rotation = RotationSequence.random(15, 7).tokens(1000);  // T = 1000 in R^15
 * Matrix estimates = ForwardSubstitution.of(Kernel.linear()).predict(rotation);
 * }
 *
 * <p>Source of instances (1) to (4): Sander and Peyré, arXiv 2410.03011.
 */
package io.github.foretoken.sequence;
