/** The page of {@code --report}: one self-contained HTML file about a series and what was forecast of it. */
package io.github.foretoken.cli.report;
