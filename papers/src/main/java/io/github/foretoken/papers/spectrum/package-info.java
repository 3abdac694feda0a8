/**
 * Stationary sequences, those of Theorem 3 and of appendix A.6: the spectral measure of their features, what it says of
 * Kaczmarz's method, and triangular systems that are Toeplitz matrices. Proofs: docs/mathematics.md#stationary-sequences.
 */
package io.github.foretoken.papers.spectrum;
