/** The paper's sequences, instances (1) to (4), and delay embedding. Every random thing takes a seed. */
package io.github.foretoken.sequence;
