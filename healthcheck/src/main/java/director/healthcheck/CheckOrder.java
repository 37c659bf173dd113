// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.request.Question;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;

/**
 * What to check, how often, and what to make of it.
 *
 * @param question what is asked of whom
 * @param timing when
 * @param rule by which results it is up or down
 * @param initial what is believed of a target that is new to the checker; of no account for one
 *     that it knows
 */
public record CheckOrder(
    Question question, CheckTiming timing, DecisionRule rule, HealthState initial) {}
