/** Estimators named by text: on the command line, in tables and in files. */
package io.github.foretoken.cli.method;
