// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import director.daemon.config.HoconFile.Includes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code director.conf}: the one way to a {@link DirectorConfig}. */
public final class ConfigLoader {
  // Not InetAddress.getLocalHost(): that asks the resolver.
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private ConfigLoader() {}

  /**
   * Reads a file and what it includes.
   *
   * @throws ConfigRejectedException with every problem there is; or, while a file is missing or is
   *     no HOCON, with every problem of that sort
   */
  public static DirectorConfig load(Path file) throws ConfigRejectedException {
    return load(file, config -> Map.of());
  }

  /** What only the host on which a configuration is to run can tell of it. */
  public interface HostRules {
    /** Sentences, by the key that each of them is about. */
    Map<String, String> refusals(DirectorConfig config);

    /**
     * Whether the daemon that is to run it has other rights than this process, and so what may not
     * be read here is no mistake.
     */
    default boolean isForAnother() {
      return false;
    }

    /** What only that daemon can find out: sentences that begin with "whether", by their keys. */
    default Map<String, String> questions(DirectorConfig config) {
      return Map.of();
    }
  }

  /**
   * The same, and then what {@code host} has against it.
   *
   * @throws ConfigRejectedException as {@link #load(Path)} does, and with what {@code host} refuses
   */
  public static DirectorConfig load(Path file, HostRules host) throws ConfigRejectedException {
    return read(file, host).config();
  }

  /**
   * A configuration with what was written to have it.
   *
   * @param text what the file and those that it includes say, merged and without comments; {@code
   *     "***"} in the place of secrets
   * @param questions what only the daemon that is to run it can find out
   */
  public record Loaded(DirectorConfig config, String text, List<ConfigProblem> questions) {
    public Loaded {
      questions = List.copyOf(questions);
    }
  }

  /**
   * As {@link #load(Path, HostRules)}.
   *
   * @throws ConfigRejectedException as that does
   */
  public static Loaded read(Path file, HostRules host) throws ConfigRejectedException {
    try {
      Findings findings = new Findings();
      Read read = parse(FileText.read(file), file, hostName(), host, findings, Includes.ANY);
      return new Loaded(
          read.config(), Shown.of(read.tree(), findings.hidden()), findings.questions());
    } catch (FileText.UnreadableException e) {
      throw rejection(file, e.getMessage());
    }
  }

  /**
   * Reads a text as if it stood in {@code file}, which need not exist: its name is used in
   * problems, and includes are relative to it.
   *
   * @throws ConfigRejectedException as {@link #load} does
   */
  public static DirectorConfig parse(String text, Path file) throws ConfigRejectedException {
    return parse(text, file, hostName());
  }

  static DirectorConfig parse(String text, Path file, String hostName)
      throws ConfigRejectedException {
    return parse(text, file, hostName, config -> Map.of(), new Findings(), Includes.ANY).config();
  }

  /**
   * Reads a text that somebody proposes who may not read what we may: includes are read beside the
   * daemon's own file only, and then no problem quotes what stands anywhere.
   *
   * @param name of the file it would be; includes are relative to it, and refused unless it is
   *     absolute
   * @param home the folder in which includes may be, with all below it
   * @throws ConfigRejectedException as {@link #load(Path, HostRules)} does
   */
  public static DirectorConfig propose(String text, String name, Path home, HostRules host)
      throws ConfigRejectedException {
    return Proposed.read(text, name, home, host, hostName());
  }

  /** The tree beside what was read of it. */
  record Read(DirectorConfig config, ConfigObject tree) {}

  static Read parse(
      String text, Path file, String hostName, HostRules host, Findings findings, Includes includes)
      throws ConfigRejectedException {
    if (host.isForAnother()) {
      findings.readForAnother();
    }
    try {
      ConfigObject tree = resolve(HoconFile.parse(text, file, findings, includes), file, findings);
      findings.rejectIfAny();
      DirectorConfig config = read(tree, file, hostName, findings);
      findings.rejectIfAny();
      host.refusals(config).forEach((key, why) -> findings.add(Conflict.at(key, why)));
      findings.rejectIfAny();
      host.questions(config).forEach((key, question) -> findings.ask(Conflict.at(key, question)));
      return new Read(config.with(findings.warnings()), tree);
    } catch (StackOverflowError e) {
      // typesafe-config descends one stack frame or more for each brace, bracket and dot.
      throw rejection(file, "is nested too deeply");
    }
  }

  /** Substitutes what can be; the rest is a problem of whoever reads the value. */
  private static ConfigObject resolve(ConfigObject tree, Path file, Findings findings) {
    try {
      return tree.toConfig()
          .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true))
          .root();
    } catch (ConfigException e) {
      HoconProblem.report(e, file, findings);
      return tree;
    }
  }

  private static DirectorConfig read(
      ConfigObject tree, Path file, String hostName, Findings findings) {
    Position start = Position.of(tree, new Position(file.toString(), 0));
    Section top = Section.of(tree, start, findings);
    DirectorConfig config = DirectorConfig.from(top, hostName);
    top.refuseUnknownKeys();
    List<Conflict> conflicts = new ArrayList<>();
    conflicts.addAll(VrrpRules.conflicts(config.instances().values(), findings::trusts));
    conflicts.addAll(ElectionRules.conflicts(config, findings::trusts));
    conflicts.addAll(HoldingRules.conflicts(config));
    conflicts.addAll(TrackRules.conflicts(config));
    conflicts.addAll(ServiceRules.conflicts(config, findings::trusts));
    conflicts.addAll(IpvsRules.conflicts(config, findings::trusts));
    conflicts.addAll(ActionRules.conflicts(config));
    conflicts.addAll(NotifyRules.conflicts(config));
    conflicts.forEach(findings::add);
    VrrpWarnings.of(config).forEach(findings::warn);
    ServiceWarnings.of(config).forEach(findings::warn);
    ActionRules.doubts(config).forEach(findings::warn);
    // A file that was cut short must not take everything away; one that says "none" may.
    boolean saysNone =
        tree.toConfig().hasPath("vrrp.instances") && tree.toConfig().hasPath("services");
    if (config.instances().isEmpty()
        && config.services().isEmpty()
        && !saysNone
        && !findings.any()) {
      findings.refuse(
          "",
          start,
          "holds neither vrrp.instances nor services: nothing to do; if that is meant, say"
              + " vrrp.instances {} and services {}");
    }
    return config;
  }

  private static String hostName() {
    try {
      return FileText.read(HOST_NAME).strip();
    } catch (FileText.UnreadableException e) {
      return ""; // no name, which is a problem of director.name if that is missing too
    }
  }

  static ConfigRejectedException rejection(Path file, String message) {
    return new ConfigRejectedException(List.of(new ConfigProblem(file.toString(), 0, "", message)));
  }
}
