/** Times of whole processes, in which a first call can happen only once, and the page that shows all figures. */
package io.github.foretoken.bench.process;
