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
  private final IpvsParameters kernel = IpvsParameters.ofKernel();
  private Look last = Look.NOT_YET;

  Parameters(Loop loop, IpvsKeeper ipvs) {
    this.loop = loop;
    this.ipvs = ipvs;
  }

  /** Sets what is to be set, and looks, where that may block. */
  void follow(SysctlConfig wanted) {
    loop.whenDone(
        ipvs.aside(() -> kernel.look(wanted)),
        (look, failed) -> {
          if (look == null) {
            throw new IllegalStateException("a look at kernel parameters failed", failed);
          }
          look.set().forEach(LOG::info);
          look.problems().stream()
              .filter(problem -> !last.problems().contains(problem))
              .forEach(LOG::warn);
          look.parameters().stream()
              .filter(Parameter::differs)
              .filter(parameter -> !last.parameters().contains(parameter))
              .forEach(Parameters::tell);
          last = look;
        });
  }

  Look last() {
    return last;
  }

  private static void tell(Parameter parameter) {
    LOG.warn(
        "net.ipv4.vs.{} is {}, but the configuration wants {}",
        parameter.name(),
        parameter.value().orElse("not there"),
        parameter.wanted().orElseThrow());
  }
}
