/** The file that a state is saved to: container, checksum, and writing that survives a crash. Nothing here knows what is saved. */
package io.github.foretoken.internal.state;
