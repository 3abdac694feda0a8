/** Transformers of infinite depth: the differential equations that their layers discretise. */
package io.github.foretoken.papers.ode;
