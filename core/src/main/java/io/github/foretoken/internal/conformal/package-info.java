/**
 * What a forecast may promise whatever the sequence does: intervals by online conformal prediction, scores of the abnormal by
 * conformal ranks, alarms by conformal test martingales. Raw arrays; nothing is validated.
 */
package io.github.foretoken.internal.conformal;
