/**
 * Guards speed: compares two builds by interleaved forks, checks that warm microkernels allocate nothing, and keeps a
 * history of figures that survives a change of machine.
 */
package io.github.foretoken.bench.gate;
