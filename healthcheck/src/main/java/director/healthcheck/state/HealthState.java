// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

/** What is believed of a target. */
public enum HealthState {
  /** It may serve clients. */
  UP,
  /** It must not serve clients. */
  DOWN,
  /** No verdict yet: nothing has passed, and not enough has failed. */
  UNKNOWN
}
