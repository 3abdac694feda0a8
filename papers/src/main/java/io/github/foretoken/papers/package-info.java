/** The experiments of three papers, as commands of the command line. */
package io.github.foretoken.papers;
