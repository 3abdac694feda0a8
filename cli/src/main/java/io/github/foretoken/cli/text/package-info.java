/** Text as tokens: a byte is a vector, the last few bytes are a context, and contexts predict the next byte. */
package io.github.foretoken.cli.text;
