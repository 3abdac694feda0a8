/** What {@code foretoken forecast} writes. */
package io.github.foretoken.lab.forecast;
