// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.ControlConfig;

/** Who may ask a director, and give it orders. */
final class ControlTerms {
  private ControlTerms() {}

  static Keys of(ControlConfig control) {
    Keys keys =
        new Keys()
            .text("operator-group", control.operatorGroup())
            .text("read-group", control.readGroup());
    control
        .listen()
        .ifPresent(
            listen ->
                keys.put(
                    "listen",
                    new Keys()
                        .text("address", listen.address().toString())
                        .text("certificate", listen.certificate().toString())
                        .text("key", listen.key().toString())
                        .text("tokens", listen.tokens().toString())));
    return keys;
  }
}
