/** The command line: {@code foretoken predict}, {@code stream}, {@code generate}, {@code figure} and {@code info}. */
package io.github.foretoken.cli;
