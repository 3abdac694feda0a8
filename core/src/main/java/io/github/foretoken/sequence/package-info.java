/**
 * The paper's sequences, instances (1) to (4), noisy and chaotic ones, delay embedding and Kaczmarz projections. Every random
 * thing takes a seed.
 */
package io.github.foretoken.sequence;
