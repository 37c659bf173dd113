// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.config.SysctlConfig;
import director.daemon.doctor.fact.Facts.Connections;
import director.daemon.doctor.fact.Facts.KernelModule;
import director.daemon.doctor.fact.Facts.KernelParameter;
import director.daemon.doctor.fact.Known;
import director.daemon.sysctl.IpvsParameters;
import director.daemon.sysctl.IpvsParameters.Look;
import director.netlink.sysctl.Sysctl;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel can do and has. */
final class KernelLook {
  /** Of the network namespace of the thread that asks, as /proc/sys/net is. */
  private static final Path IPVS = Path.of("/proc/thread-self/net/ip_vs");

  private static final Pattern SIZE = Pattern.compile("size=(\\d+)");
  private static final Pattern SERVER = Pattern.compile("\\s*->.*\\s(\\d+)\\s+(\\d+)\\s*");

  private KernelLook() {}

  /** Asks modprobe, which changes nothing when asked like this. */
  static KernelModule module(String name) throws IOException {
    if (Files.exists(Path.of("/sys/module", name))) {
      return KernelModule.PRESENT;
    }
    Command.Result said = Command.run("modprobe", "--show-depends", name);
    return verdict(said.status(), said.output());
  }

  static KernelModule verdict(int status, String output) {
    if (status != 0) {
      return KernelModule.MISSING;
    }
    if (output.lines().anyMatch(line -> line.matches("install .*/(false|true)\\s*"))) {
      return KernelModule.FORBIDDEN;
    }
    return output.startsWith("builtin ") ? KernelModule.PRESENT : KernelModule.LOADABLE;
  }

  /** Those of IPVS; none where there is no IPVS. */
  static Known<List<KernelParameter>> parameters(SysctlConfig wanted) {
    Look look = IpvsParameters.ofKernel().look(new SysctlConfig(wanted.values(), false));
    if (!look.problems().isEmpty()) {
      return Known.not(look.problems().get(0));
    }
    if (!Files.exists(IPVS)) {
      return Known.of(List.of());
    }
    return Known.of(
        look.parameters().stream()
            .filter(parameter -> !parameter.inModule()) // judged by the connections that there are
            .map(
                parameter ->
                    new KernelParameter(
                        parameter.name(),
                        parameter.value(),
                        parameter.wanted(),
                        parameter.advice()))
            .toList());
  }

  static Optional<Connections> connections() throws IOException {
    try (BufferedReader in = Files.newBufferedReader(IPVS, StandardCharsets.UTF_8)) {
      return connections(in);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Adds up what the servers have, as the kernel writes it for ipvsadm of old. */
  static Optional<Connections> connections(BufferedReader in) throws IOException {
    long buckets = 0;
    long present = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Matcher size = SIZE.matcher(line);
      Matcher server = SERVER.matcher(line);
      if (server.matches()) {
        present += Long.parseLong(server.group(1)) + Long.parseLong(server.group(2));
      } else if (size.find()) {
        buckets = Long.parseLong(size.group(1));
      }
    }
    return buckets == 0 ? Optional.empty() : Optional.of(new Connections(present, buckets));
  }

  static boolean forwards() throws IOException {
    return Sysctl.ofKernel().read("ipv4/ip_forward").equals(Optional.of("1"));
  }
}
