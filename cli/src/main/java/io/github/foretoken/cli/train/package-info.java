/** Training the Transformer on the paper's sequences: data, optimizer, checkpoints, and weights as files. */
package io.github.foretoken.cli.train;
