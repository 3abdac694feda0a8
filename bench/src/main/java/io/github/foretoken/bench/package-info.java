/** JMH benchmarks of the library against the definition, against its own scalar loops and against the machine's peak. */
package io.github.foretoken.bench;
