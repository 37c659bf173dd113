// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * All scenarios. They are dealt out to two runs, which two processors play at the same time; both
 * take about as long. Two more are for machines with a real systemd.
 */
final class Groups {
  private Groups() {}

  /**
   * The groups of a run, in the order in which they are played.
   *
   * @param part 1 or 2; 3 or 4 inside of {@code lab/bin/systemd}
   * @param distribution the folder with the daemon's {@code bin/}
   */
  static List<Group> of(int part, Path distribution) {
    return switch (part) {
      case 1 ->
          List.of(
              new PairGroup(distribution),
              new YardstickGroup(),
              new KernelGroup(distribution),
              new PeerGroup("cable", distribution, CableScenarios::of),
              new PeerGroup("stop", distribution, StopScenarios::of),
              new PeerGroup("upgrade", distribution, UpgradeScenarios::of),
              new PeerGroup("notify", distribution, NotifyScenarios::of),
              new TwinGroup("twins", distribution, HandoverScenarios::of),
              new TwinGroup("hmac", distribution, HmacScenarios::of),
              new BalanceGroup(
                  "spreading",
                  distribution,
                  2,
                  List.of(
                      group -> new SpreadScenarios(group).list(),
                      group -> new MaglevScenarios(group).list(),
                      group -> new PathScenarios(group).list(),
                      group -> new SyncScenarios(group).list(),
                      group -> new StandingScenarios(group).list(),
                      group -> new ActionScenarios(group).list())));
      case 2 ->
          List.of(
              new RefusalGroup(distribution),
              new ForgeryGroup(distribution),
              new InteropGroup(distribution, 3),
              new InteropGroup(distribution, 2),
              new PeerGroup("rank", distribution, RankScenarios::of),
              new PeerGroup("partition", distribution, PartitionScenarios::of),
              new PeerGroup("pause", distribution, PauseScenarios::of),
              new PeerGroup("transport", distribution, TransportScenarios::of),
              new PeerGroup("holdings", distribution, HoldingScenarios::of),
              new PeerGroup("explanations", distribution, ExplainElections::of),
              new ClinicGroup(distribution),
              new DoctorGroup(distribution),
              new BalanceGroup(
                  "balancing",
                  distribution,
                  1,
                  List.of(
                      group -> new ServerScenarios(group).list(),
                      group -> new SicknessScenarios(group).list(),
                      group -> new DriftScenarios(group).list(),
                      group -> new TableScenarios(group).list(),
                      group -> new NameScenarios(group).list(),
                      group -> new NightScenarios(group).list(),
                      group -> new KitScenarios(group).list(),
                      group -> new ChangeScenarios(group).list())));
      case 3 ->
          List.of(
              new ServiceGroup(
                  "service-life", distribution, List.of(LifeScenarios::of, KeyScenarios::of)));
      case 4 ->
          List.of(
              new ServiceGroup(
                  "service-crash",
                  distribution,
                  List.of(CrashScenarios::of, RelapseScenarios::of)));
      default -> throw new IllegalArgumentException("there are parts 1 to 4, but not " + part);
    };
  }
}
