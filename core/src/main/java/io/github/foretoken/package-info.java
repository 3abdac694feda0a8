/**
 * What all packages share: tokens in a {@link io.github.foretoken.Matrix}, several sequences of them in
 * {@link io.github.foretoken.PackedSequences}, a {@link io.github.foretoken.Kernel} that says how alike two tokens are, a
 * {@link io.github.foretoken.Parallelism}, and {@link io.github.foretoken.Acceleration}, which says what runs on this machine.
 * Begin with a matrix of your data:
 *
 * {@snippet lang = java :
 * double[] data = {1, 0, 0.8, 0.6, 0.28, 0.96};
 * Matrix sequence = Matrix.of(data, 3, 2);  // three tokens of R^2, one a row; not copied
 * Matrix estimates = ForwardSubstitution.of(Kernel.linear()).predict(sequence);
 * double[] forecast = estimates.row(2);     // of the token after the last
 * }
 *
 * <p>In all packages:
 *
 * <ul>
 *   <li>A sequence of T tokens in R^d is T x d, row-major, a token a row; row t of a result belongs to the t-th token, the
 *       first being row 0. {@code x_1, x_2, ...} in formulas count from 1.
 *   <li>Arguments are not modified unless a method says so. None may be null unless it says so:
 *       {@link java.lang.NullPointerException}.
 *   <li>What is wrong with an argument is an {@link java.lang.IllegalArgumentException}, which names it and what was given; a
 *       result that does not fit float64 is an {@link java.lang.ArithmeticException}, and not an infinity or a NaN unless a
 *       method says so.
 *   <li>Results are the same bits on every run on one machine and for any number of threads; row t never depends on later
 *       tokens, to the bit.
 *   <li>{@code with} methods leave an object as it is and return a changed one.
 * </ul>
 */
package io.github.foretoken;
