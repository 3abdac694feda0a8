/** The command line: {@code foretoken predict}, {@code generate}, {@code figure} and {@code info}. */
package io.github.foretoken.lab;
