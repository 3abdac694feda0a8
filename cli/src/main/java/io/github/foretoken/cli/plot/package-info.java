/** Charts in the house style, written as PNG or SVG without a display. */
package io.github.foretoken.cli.plot;
