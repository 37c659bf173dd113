// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

/** What is believed of a tracked thing. */
public enum TrackedState {
  /** Nothing was found out yet. */
  UNKNOWN,
  OK,
  FAILED
}
