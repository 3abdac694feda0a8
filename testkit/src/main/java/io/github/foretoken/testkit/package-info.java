/**
 * Contracts to verify an implementation of one's own with: causal attention, forward substitution, kernels, streaming predictors,
 * forecasters with intervals. A test class implements the contract and names its subject; jqwik runs the contract's properties.
 */
package io.github.foretoken.testkit;
