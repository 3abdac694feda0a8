/** Methods compared on a series: each row is predicted from the rows before it, scored, then learned from. */
package io.github.foretoken.cli.evaluate;
