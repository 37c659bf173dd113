// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.util.Optional;

/**
 * What a probe result made of a target's health.
 *
 * @param health the health from now on
 * @param change why the state changed: what was seen, which rule, which threshold; empty if it did
 *     not change
 * @param withheld why the state did not change though the rule of results says so; empty if nothing
 *     is withheld
 */
public record Judgement(Health health, Optional<String> change, Optional<String> withheld) {

  static Judgement unchanged(Health health) {
    return new Judgement(health, Optional.empty(), Optional.empty());
  }

  static Judgement changed(Health health, String reason) {
    return new Judgement(health, Optional.of(reason), Optional.empty());
  }

  static Judgement withheld(Health health, String reason) {
    return new Judgement(health, Optional.empty(), Optional.of(reason));
  }
}
