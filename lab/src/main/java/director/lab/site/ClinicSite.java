// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.watch.OddServer;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One director, and one host with whatever can be checked: an nginx with many ports, a name server,
 * a mail server, and servers that behave as none should.
 */
public final class ClinicSite implements Site {
  /** The service's address; nobody connects to it. */
  public static final String VIP = PhotoSite.VIP;

  /** The host's addresses, one for each real server: 192.0.2.61 and the following. */
  private static final int FIRST_ADDRESS = 61;

  /** More than any scenario has real servers. */
  public static final int ADDRESSES = 40;

  private final Lab lab = new Lab();
  private final Observer observer = new Observer(Lab.SWITCH);
  private final DirectorHost d1;
  private final Host clinic;
  private final ClinicKeys keys;
  private final OddServer odd;
  private final List<Process> daemons = new ArrayList<>();

  /** Builds it, and starts all but the director. */
  public ClinicSite(Path distribution) throws IOException, InterruptedException {
    d1 = new DirectorHost(lab.host("d1", 11), distribution);
    clinic = lab.host("clinic", 60);
    for (int patient = 0; patient < ADDRESSES; patient++) {
      clinic.run("ip", "addr", "add", address(patient) + "/24", "dev", "eth0").orThrow();
    }
    keys = ClinicKeys.generate(clinic);
    odd = new OddServer(clinic);
    start("nginx.conf", ClinicNginx.config(clinic, keys), "nginx", "-e", log().toString(), "-c");
    start("dnsmasq.conf", ClinicDaemons.dnsmasq(clinic), "dnsmasq", "--keep-in-foreground", "-C");
    start("smtpd.conf", ClinicDaemons.smtpd(), "smtpd", "-d", "-f");
  }

  private void start(String file, String config, String... command)
      throws IOException, InterruptedException {
    Path path = clinic.directory().resolve(file);
    Files.writeString(path, config);
    List<String> line = new ArrayList<>(List.of(command));
    line.add(path.toString());
    daemons.add(clinic.start(log(), line));
  }

  private Path log() {
    return clinic.directory().resolve("daemons.log");
  }

  /** The address of a real server, by its number from 0. */
  public static String address(int patient) {
    return Lab.address(FIRST_ADDRESS + patient);
  }

  public DirectorHost d1() {
    return d1;
  }

  public Host clinic() {
    return clinic;
  }

  public ClinicKeys keys() {
    return keys;
  }

  /** Whether all daemons of the clinic run. */
  public boolean isOpen() {
    return daemons.stream().allMatch(Process::isAlive);
  }

  @Override
  public Lab lab() {
    return lab;
  }

  @Override
  public Observer observer() {
    return observer;
  }

  @Override
  public void close() throws IOException {
    odd.close();
    Site.super.close();
  }
}
