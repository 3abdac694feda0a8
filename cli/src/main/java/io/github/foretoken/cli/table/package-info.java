/** Tables of numbers in and out of files: CSV and NPY, strict, with messages that say where and what to do. */
package io.github.foretoken.cli.table;
