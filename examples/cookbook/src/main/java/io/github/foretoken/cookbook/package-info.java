/** Whole programs to begin from; {@code docs/cookbook} says what each is for. Read the ones that you need and take them. */
package io.github.foretoken.cookbook;
