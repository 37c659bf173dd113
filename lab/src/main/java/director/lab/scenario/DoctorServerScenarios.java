// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.PhotoRouter;
import director.lab.site.PhotoSite;
import director.lab.site.Signal;
import director.lab.site.TlsKeys;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code directorctl doctor} finds wrong with real servers. */
final class DoctorServerScenarios {
  private static final String NAME = "photos.example.com";

  private final DoctorGroup lab;

  DoctorServerScenarios(DoctorGroup lab) {
    this.lab = lab;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "doctor-servers",
            "The doctor names a real server that answers ARP, refuses the VIP, or shows a bad"
                + " certificate: each fault, and nothing else",
            this::servers));
  }

  private String servers() throws IOException, InterruptedException {
    Host router1 = lab.router(1).host();
    router1.run("sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=0").orThrow();
    try {
      lab.finds("server-answers-arp", lab.d1());
    } finally {
      router1.run("sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=1").orThrow();
    }
    Host router2 = lab.router(2).host();
    router2.run("ip", "addr", "del", PhotoSite.VIP + "/32", "dev", "lo").orThrow();
    try {
      lab.finds("server-refuses-vip", lab.d2());
    } finally {
      router2.run("ip", "addr", "add", PhotoSite.VIP + "/32", "dev", "lo").orThrow();
    }
    shows("certificate-dates", "5", NAME);
    shows("certificate-name", "90", "other.example.com");
    Path file = lab.d1().host().directory().resolve("doctor.conf");
    Files.writeString(
        file, lab.config().replace("expect { status", "tls { verify = chain }, expect { status"));
    lab.finds("certificate-chain", lab.d1(), "--config", file.toString());
    return "";
  }

  /** While router3, alone, shows such a certificate. */
  private void shows(String rule, String days, String name)
      throws IOException, InterruptedException {
    PhotoRouter router3 = lab.router(3);
    Path config = router3.host().directory().resolve("nginx.conf");
    String before = Files.readString(config);
    TlsKeys keys = TlsKeys.generate(router3.host(), name, days);
    Files.writeString(
        config,
        before
            .replaceAll("ssl_certificate .*;", "ssl_certificate " + keys.certificate() + ";")
            .replaceAll(
                "ssl_certificate_key .*;", "ssl_certificate_key " + keys.privateKey() + ";"));
    reload(router3);
    try {
      lab.finds(rule, lab.d1());
    } finally {
      Files.writeString(config, before);
      reload(router3);
    }
  }

  /** The first process is the one that starts the others anew. */
  private static void reload(PhotoRouter router) throws IOException, InterruptedException {
    Signal.HUP.to(router.host().processes().subList(0, 1));
    Thread.sleep(500);
  }
}
