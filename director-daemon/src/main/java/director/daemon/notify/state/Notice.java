// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Target;

/**
 * Something that is told in keepalived's words (N-01 to N-08 of its inventory, compared with
 * keepalived 2.2.7 of Debian 12).
 */
public sealed interface Notice permits ElectionNotice, HealthNotice {

  /** What it is about: scripts of one target are run one after the other. */
  Target target();

  /** As it is written into a pipe, with its end of line; ASCII, and shorter than PIPE_BUF. */
  String line();
}
