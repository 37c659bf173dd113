// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.forge.FalseMaster;
import director.lab.site.DirectorHost;
import director.lab.site.PhotoSite;
import director.lab.wire.Host;
import java.io.IOException;
import java.util.List;

/** What {@code directorctl doctor} finds wrong on a segment. */
final class DoctorSegmentScenarios {
  private final DoctorGroup lab;

  DoctorSegmentScenarios(DoctorGroup lab) {
    this.lab = lab;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "doctor-segment",
            "The doctor names who else has our VRID or our address: each fault, and nothing else",
            this::segment),
        new Scenario(
            "doctor-firewall",
            "The doctor names a firewall that drops advertisements, in and out, with the daemon"
                + " running and not",
            this::firewall));
  }

  private String segment() throws IOException, InterruptedException {
    Host stranger = lab.stranger();
    claims(PhotoSite.VIP, "two-masters", lab.d1());
    claims("192.0.2.199", "duplicate-vrid", lab.d2());
    stranger.run("ip", "addr", "add", PhotoSite.VIP + "/32", "dev", "eth0").orThrow();
    try {
      lab.finds("vip-answered-elsewhere", lab.d1());
      lab.finds("vip-answered-elsewhere", lab.d2());
    } finally {
      stranger.run("ip", "addr", "del", PhotoSite.VIP + "/32", "dev", "eth0").orThrow();
    }
    Host d2 = lab.d2().host();
    d2.run("ip", "addr", "add", PhotoSite.VIP + "/32", "dev", "lo").orThrow();
    try {
      lab.finds("vip-static", lab.d2());
    } finally {
      d2.run("ip", "addr", "del", PhotoSite.VIP + "/32", "dev", "lo").orThrow();
    }
    return "";
  }

  private void claims(String address, String rule, DirectorHost director)
      throws IOException, InterruptedException {
    FalseMaster claimant = new FalseMaster(lab.stranger(), address);
    try {
      lab.finds(rule, director);
    } finally {
      claimant.close();
    }
  }

  private String firewall() throws IOException, InterruptedException {
    DirectorHost d1 = lab.d1();
    drop("-A", d1.host(), "OUTPUT");
    try {
      lab.finds("vrrp-dropped-out", d1);
    } finally {
      drop("-D", d1.host(), "OUTPUT");
    }
    lab.awaitCalm(lab.site());
    DirectorHost d2 = lab.d2();
    d2.terminate();
    d2.awaitEnd();
    drop("-A", d2.host(), "INPUT");
    try {
      lab.finds("vrrp-dropped-in", d2);
    } finally {
      drop("-D", d2.host(), "INPUT");
      d2.start();
    }
    lab.awaitCalm(lab.site());
    return "";
  }

  private static void drop(String verb, Host host, String chain)
      throws IOException, InterruptedException {
    host.run("iptables-legacy", verb, chain, "-p", "112", "-j", "DROP").orThrow();
  }
}
