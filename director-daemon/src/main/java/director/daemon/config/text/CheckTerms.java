// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.CheckConfig;
import director.daemon.config.ChecksConfig;
import director.daemon.config.RequestConfig;
import director.healthcheck.request.ProbePath;
import director.healthcheck.state.DecisionRule;
import director.netlink.text.AddressText;
import java.util.Optional;
import java.util.Set;

/** How servers are checked. */
final class CheckTerms {
  /** Which always go to the server itself. */
  private static final Set<String> DIRECT = Set.of("agent", "file", "script", "ping");

  private CheckTerms() {}

  /** One alone, or several and what stands beside them. */
  static void checks(Keys keys, Optional<ChecksConfig> checks) {
    if (checks.isEmpty()) {
      keys.word("check", "none");
      return;
    }
    ChecksConfig all = checks.get();
    CheckConfig only = all.each().get(ChecksConfig.ONLY);
    if (only != null) {
      keys.put("check", of(only).word("on-failure", all.onFailure()));
    } else {
      keys.named("checks", all.each(), check -> of(check).done())
          .word("checks-needed", all.need())
          .word("on-failure", all.onFailure());
    }
  }

  private static Keys of(CheckConfig check) {
    RequestConfig request = check.request();
    Keys keys = new Keys().word("type", request.kind()).number("port", check.port());
    RequestTerms.put(keys, request);
    keys.time("interval", check.timing().interval())
        .time("fast-interval", check.timing().fastInterval())
        .time("timeout", check.timeout());
    decision(keys, check.rule());
    path(keys, check.path());
    return DIRECT.contains(request.kind()) ? keys : keys.word("through", check.through());
  }

  private static void decision(Keys keys, DecisionRule rule) {
    keys.number("fall", rule.fall()).number("rise", rule.rise());
    rule.window()
        .ifPresent(
            window ->
                keys.put(
                    "window",
                    new Keys()
                        .number("failures", window.failures())
                        .time("within", window.within())));
    rule.holdDown()
        .ifPresent(
            hold ->
                keys.put(
                    "hold-down",
                    new Keys()
                        .time("first", hold.first())
                        .time("longest", hold.longest())
                        .time("forgotten-after", hold.forgottenAfter())));
  }

  private static void path(Keys keys, ProbePath path) {
    keys.text("source", path.source().map(AddressText::of)).text("interface", path.device());
    path.mark().ifPresent(mark -> keys.number("mark", Integer.toUnsignedLong(mark)));
  }
}
