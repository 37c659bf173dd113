// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.SysctlConfig;
import director.daemon.loop.Loop;
import director.daemon.sysctl.IpvsParameters;
import director.daemon.sysctl.IpvsParameters.Look;
import director.daemon.sysctl.Parameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernel parameters of IPVS, as they were at the last look. Confined to the loop. */
final class Parameters {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final IpvsParameters kernel;
  private SysctlConfig wanted = SysctlConfig.DEFAULT;
  private Look last = Look.NOT_YET;
  private boolean looking;

  Parameters(Loop loop, IpvsKeeper ipvs, IpvsParameters kernel) {
    this.loop = loop;
    this.ipvs = ipvs;
    this.kernel = kernel;
  }

  /** From now on it is {@code next} that holds, of which the next {@link #look} makes sure. */
  void follow(SysctlConfig next) {
    wanted = next;
  }

  /** Sets what is to be set, and looks, where that may block. One look at a time is enough. */
  void look() {
    if (looking) {
      return;
    }
    looking = true;
    SysctlConfig now = wanted;
    loop.whenDone(
        ipvs.aside(() -> kernel.look(now)),
        (look, failed) -> {
          looking = false;
          if (look == null) {
            throw new IllegalStateException("a look at kernel parameters failed", failed);
          }
          seen(look);
        });
  }

  private void seen(Look look) {
    look.set().forEach(LOG::info);
    look.problems().stream()
        .filter(problem -> !last.problems().contains(problem))
        .forEach(LOG::warn);
    look.parameters().stream()
        .filter(Parameter::differs)
        .filter(parameter -> !last.parameters().contains(parameter))
        .forEach(Parameters::tell);
    last = look;
  }

  Look last() {
    return last;
  }

  private static void tell(Parameter parameter) {
    LOG.warn(
        "net.ipv4.vs.{} is {}, but the configuration wants {}{}",
        parameter.name(),
        parameter.value().orElse("not there"),
        parameter.wanted().orElseThrow(),
        parameter.refusal().map(refusal -> ": " + refusal).orElse(""));
  }
}
