/** Is one build slower than another? Interleaved single forks of JMH benchmarks, compared pair by pair. */
package io.github.foretoken.perfkit;
