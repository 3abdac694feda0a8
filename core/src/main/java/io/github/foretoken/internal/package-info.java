/** What more than one internal package needs. */
package io.github.foretoken.internal;
