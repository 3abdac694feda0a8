/**
 * The paper's sequences, instances (1) to (4), and noisy and chaotic ones, to try methods on. Everything random takes a seed.
 * Begin with {@link io.github.foretoken.sequence.RotationSequence}:
 *
 * {@snippet lang = java :
 * Matrix rotation = RotationSequence.random(15, 7).tokens(1000);                       // 1000 x 15, x_{t+1} = W x_t
 * Matrix estimates = ForwardSubstitution.of(Kernel.linear()).predict(rotation);        // row t estimates x_{t+1}
 * }
 *
 * <p>Source of instances (1) to (4): Sander and Peyré, arXiv 2410.03011.
 */
package io.github.foretoken.sequence;
