// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.util.Optional;

/**
 * What a probe result made of a target's health.
 *
 * @param health the health from now on
 * @param change why the state changed: what was seen, which rule, which threshold; empty if it did
 *     not change
 */
public record Judgement(Health health, Optional<String> change) {

  static Judgement unchanged(Health health) {
    return new Judgement(health, Optional.empty());
  }

  static Judgement changedTo(HealthState state, String reason) {
    return new Judgement(Health.of(state), Optional.of(reason));
  }
}
