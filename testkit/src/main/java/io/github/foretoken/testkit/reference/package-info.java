/** Definitions that implementations are compared with: plain loops, and how far off a sound program may be. */
package io.github.foretoken.testkit.reference;
