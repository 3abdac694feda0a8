/**
 * In-context autoregressive learning (Sander, Giryes, Suzuki, Blondel and Peyré, arXiv 2402.05787): each sequence obeys
 * s_{t+1} = W s_t with a W of its own, which one layer of linear attention estimates in context. The experiments, and the bridge
 * from them to causal kernel descent.
 */
package io.github.foretoken.papers.ical;
