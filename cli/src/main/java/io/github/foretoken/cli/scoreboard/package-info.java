/** The scoreboard: methods beside each other, row by row, on the same rows. */
package io.github.foretoken.cli.scoreboard;
