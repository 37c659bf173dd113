// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import java.util.List;

/**
 * All of them, in the order in which people read: this program, this machine, the segment, the
 * servers.
 */
public final class Rules {
  public static final List<Rule> ALL =
      List.of(
          new ConfigRefused(),
          new ConfigDiffers(),
          new VersionDiffers(),
          new ElectorReplaced(),
          new ElectorUrgency(),
          new ElectorMemory(),
          new ClockUnsynchronised(),
          new ClockSteps(),
          new DiskFull(),
          new ModuleMissing(),
          new ParameterAdvice(),
          new ForwardingOff(),
          new ConnectionTable(),
          new InterfaceMissing(),
          new InterfaceOwner(),
          new ReversePath(),
          new ReceiveOffload(),
          new ArpFlux(),
          new VipPrefix(),
          new VipStatic(),
          new VrrpDroppedIn(),
          new VrrpDroppedOut(),
          new SilentSegment(),
          new TwoMasters(),
          new DuplicateVrid(),
          new VipElsewhere(),
          new ServerAnswersArp(),
          new ServerRefusesVip(),
          new CertificateDates(),
          new CertificateName(),
          new CertificateChain());

  private Rules() {}
}
