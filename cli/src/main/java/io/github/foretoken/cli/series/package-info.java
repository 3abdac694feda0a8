/** Series that real ones are likened to: noisy, changing or chaotic, made from a seed. */
package io.github.foretoken.cli.series;
