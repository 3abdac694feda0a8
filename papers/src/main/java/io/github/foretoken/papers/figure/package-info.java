/** The paper's figures: the curves, the tables behind them, the pictures and the command that makes them. */
package io.github.foretoken.papers.figure;
