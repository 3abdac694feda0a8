/** What {@code foretoken forecast} writes. */
package io.github.foretoken.cli.forecast;
