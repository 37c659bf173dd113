// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.PeerReport.Difference;
import director.daemon.control.PeerReport.Director;
import director.daemon.control.PeerReport.Health;
import director.daemon.control.PeerReport.Hearing;
import director.daemon.control.PeerReport.Instance;
import director.daemon.control.PeerReport.Role;
import director.daemon.control.PeerReport.Service;
import director.daemon.control.StatusReport.InstanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What another director tells, to test with. */
public final class PeerReports {
  private PeerReports() {}

  /** One that differs, one that fell silent, one that was never heard. */
  public static PeerReport peers() {
    return new PeerReport(
        "unicast to 192.0.2.12, 192.0.2.13, 192.0.2.14 port 8847",
        "3f0c9a51b7d2e644",
        List.of(differing(), lost(), unheard()),
        new TreeMap<>(Map.of("UNINTRODUCED", 2L, "WRONG_KEY", 4L)));
  }

  private static Director differing() {
    return new Director(
        "director-b",
        "192.0.2.12",
        Hearing.HEARD,
        Instant.parse("2026-11-18T22:11:03Z"),
        Instant.parse("2026-11-22T05:28:39Z"),
        "0.1.0",
        Instant.parse("2026-11-18T22:11:00Z"),
        "90ab12cd34ef5678",
        0.31,
        -2300.0,
        List.of(
            new Instance(
                "photos",
                new Role(InstanceState.BACKUP, 100, null),
                new Role(InstanceState.MASTER, 140, null)),
            new Instance("admin", new Role(InstanceState.BACKUP, 150, "standby: new disk"), null)),
        List.of(
            new Service("photos-https", new Health(2, 3), new Health(3, 3)),
            new Service("thumbs", null, new Health(1, 1))),
        List.of(
            new Difference(
                "server:photos-https/router3",
                "photos-https/router3 is DOWN here since 2026-11-22T05:28:02Z (no answer within"
                    + " 3s) and UP on director-b since 2026-11-22T05:20:00Z",
                Instant.parse("2026-11-22T05:28:03Z"),
                true,
                true),
            new Difference(
                "clock",
                "the clock of director-b is 2.3 s behind ours",
                Instant.parse("2026-11-22T05:28:38Z"),
                false,
                true)));
  }

  private static Director lost() {
    return new Director(
        "director-c",
        "192.0.2.13",
        Hearing.LOST,
        Instant.parse("2026-11-22T05:28:31Z"),
        Instant.parse("2026-11-22T05:28:28Z"),
        "0.1.0",
        Instant.parse("2026-11-18T22:11:00Z"),
        "3f0c9a51b7d2e644",
        0.4,
        1.5,
        List.of(),
        List.of(),
        List.of(
            new Difference(
                "silence",
                "director-c (192.0.2.13) has not been heard for 12 s",
                Instant.parse("2026-11-22T05:28:31Z"),
                true,
                true)));
  }

  private static Director unheard() {
    return new Director(
        null,
        "192.0.2.14",
        Hearing.UNHEARD,
        Instant.parse("2026-11-22T05:28:37Z"),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of());
  }
}
