/** Work for several threads, in an order that no result shows. */
package io.github.foretoken.internal.threads;
