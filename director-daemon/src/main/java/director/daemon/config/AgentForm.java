// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.AgentCheck;

/** How an agent is written that says for a server how much it should get. */
final class AgentForm {
  private AgentForm() {}

  static AgentCheck read(Section check) {
    if (!check.has("port")) {
      check.refuse("port", "is missing: must be 1..65535, where the agent listens");
    }
    int minimum = check.optional("minimum-share", Kind.integer(0, 100), 0);
    int maximum = check.optional("maximum-share", Kind.integer(1, 1000), 100);
    if (minimum > maximum) {
      check.refuse("maximum-share", "must not be below minimum-share, which is " + minimum);
      maximum = minimum;
    }
    return new AgentCheck(
        OctetsForm.read(check, "send"),
        minimum,
        maximum,
        check.optional("step", Kind.integer(1, 1000), 25));
  }
}
