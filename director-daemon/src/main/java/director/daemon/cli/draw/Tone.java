// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.ServerState;

/** How a word is meant; colour on screens that have it, nothing elsewhere. */
enum Tone {
  PLAIN(""),
  STRONG("\033[1m"),
  GOOD("\033[32m"),
  ODD("\033[33m"),
  BAD("\033[1;31m");

  private static final String RESET = "\033[0m";

  private final String escape;

  Tone(String escape) {
    this.escape = escape;
  }

  String paint(String text, Screen screen) {
    return !screen.colour() || escape.isEmpty() || text.isBlank() ? text : escape + text + RESET;
  }

  static Tone of(InstanceState state) {
    return switch (state) {
      case MASTER -> STRONG;
      case BACKUP -> PLAIN;
      case INIT, UNKNOWN -> ODD;
      case FAULT -> BAD;
    };
  }

  static Tone of(ServerState state) {
    return switch (state) {
      case UP -> GOOD;
      case DOWN -> BAD;
      case DRAINING, DISABLED, UNKNOWN -> ODD;
    };
  }
}
