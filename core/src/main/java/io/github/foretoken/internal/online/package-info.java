/** Regressions that learn one pair at a time: what streaming predictors are made of. Raw arrays; nothing is validated. */
package io.github.foretoken.internal.online;
