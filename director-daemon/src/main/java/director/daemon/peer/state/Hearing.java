// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

/** Whether another director is heard. */
public enum Hearing {
  HEARD,
  /** It was, and is silent now. */
  LOST,
  /** It was not yet. */
  UNHEARD
}
