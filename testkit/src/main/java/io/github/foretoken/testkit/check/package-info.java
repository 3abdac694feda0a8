/** Assertions whose messages name the first wrong entry, and a guard against tries that assert nothing. */
package io.github.foretoken.testkit.check;
