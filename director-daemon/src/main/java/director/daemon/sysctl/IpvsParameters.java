// SPDX-License-Identifier: Apache-2.0
package director.daemon.sysctl;

import director.daemon.config.SysctlConfig;
import director.netlink.sysctl.Sysctl;
import director.netlink.sysctl.SysctlChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the parameters of IPVS, and sets those that it was asked to. Blocks. */
public final class IpvsParameters {
  static final String TABLE_BITS = "conn_tab_bits";

  private static final String IN_NET = "ipv4/vs/";
  private static final Path BITS = Path.of("/sys/module/ip_vs/parameters/conn_tab_bits");

  /** 4096 buckets, which is what the module has when nobody says otherwise. */
  private static final int FEW_BITS = 12;

  private final Sysctl kernel;
  private final Path tableBits;

  private IpvsParameters(Sysctl kernel, Path tableBits) {
    this.kernel = kernel;
    this.tableBits = tableBits;
  }

  public static IpvsParameters ofKernel() {
    return new IpvsParameters(Sysctl.ofKernel(), BITS);
  }

  /** For tests: files that stand for the kernel's. */
  public static IpvsParameters below(Path root) {
    return new IpvsParameters(Sysctl.below(root), root.resolve("conn_tab_bits"));
  }

  /**
   * What was found, and done.
   *
   * @param parameters those that are wanted, and those that matter
   * @param set a line for each that was set
   * @param problems a sentence for each that could not be read; one that {@link Parameter#differs}
   *     is none of them, and says itself why it could not be set
   */
  public record Look(List<Parameter> parameters, List<String> set, List<String> problems) {
    public static final Look NOT_YET = new Look(List.of(), List.of(), List.of());

    public Look {
      parameters = List.copyOf(parameters);
      set = List.copyOf(set);
      problems = List.copyOf(problems);
    }
  }

  /** Sets what is wanted, where the configuration says so, and reads what there is. */
  public Look look(SysctlConfig config) {
    List<String> set = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, String> refusals = new HashMap<>();
    if (config.apply()) {
      config.values().forEach((name, value) -> set(name, value, set, refusals));
    }
    Set<String> names = new LinkedHashSet<>(config.values().keySet());
    names.addAll(Advice.parameters());
    List<Parameter> parameters = new ArrayList<>();
    for (String name : names) {
      Optional<String> wanted = Optional.ofNullable(config.values().get(name));
      parameters.add(read(name, wanted, Optional.ofNullable(refusals.get(name)), problems));
    }
    parameters.add(connectionTable(problems));
    return new Look(parameters, set, problems);
  }

  private void set(String name, String value, List<String> set, Map<String, String> refusals) {
    try {
      if (read(name).equals(Optional.of(value))) {
        return;
      }
      SysctlChange change = kernel.set(IN_NET + name, value);
      String is = read(name).orElse("not there");
      if (is.equals(value)) {
        set.add("net.ipv4.vs.%s set from %s to %s".formatted(name, change.before(), value));
      } else {
        refusals.put(name, "it was set, and is not so");
      }
    } catch (IOException e) {
      refusals.put(name, String.valueOf(e.getMessage()));
    }
  }

  private Parameter read(
      String name, Optional<String> wanted, Optional<String> refusal, List<String> problems) {
    try {
      Optional<String> value = read(name);
      return new Parameter(name, value, wanted, value.flatMap(is -> Advice.of(name, is)), refusal);
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
      return new Parameter(name, Optional.empty(), wanted, Optional.empty(), refusal);
    }
  }

  /** Several numbers are told apart by a tab, and written with a space. */
  private Optional<String> read(String name) throws IOException {
    return kernel.read(IN_NET + name).map(text -> text.replaceAll("\\s+", " "));
  }

  private Parameter connectionTable(List<String> problems) {
    Optional<String> bits = Optional.empty();
    try {
      bits = Optional.of(Files.readString(tableBits).strip());
    } catch (NoSuchFileException e) {
      // Built into the kernel: then it has no file.
    } catch (IOException e) {
      problems.add("cannot read " + tableBits + ": " + e.getMessage());
    }
    return new Parameter(
        TABLE_BITS,
        bits,
        Optional.empty(),
        bits.filter(is -> is.matches("[0-9]{1,2}") && Integer.parseInt(is) <= FEW_BITS)
            .map(
                is ->
                    "better 20 from some 10,000 connections on: with "
                        + is
                        + ", long lists are searched for each packet; write \"options ip_vs"
                        + " conn_tab_bits=20\" to /etc/modprobe.d/ip_vs.conf and load the module"
                        + " anew"),
        Optional.empty());
  }
}
