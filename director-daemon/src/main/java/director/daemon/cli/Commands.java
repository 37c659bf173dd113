// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Every command there is, made when it is asked for: to describe all of them to picocli takes
 * longer than to answer any of them.
 */
final class Commands {
  private static final Set<String> WITH_VALUE =
      Set.of("-o", "--output", "--control-socket", "--color", "--connect", "--token-file", "--ca");

  private final Options options;
  private final List<Entry> all;

  /** A command, or a group of them. */
  private record Entry(
      String name, String description, Supplier<Object> command, List<Entry> children) {}

  Commands(Options options, ConfigChecker checker, Doctor doctor) {
    this.options = options;
    all =
        List.of(
            command("status", () -> new StatusCommand(options)),
            command("explain", () -> new ExplainCommand(options)),
            command("events", () -> new EventsCommand(options)),
            command("doctor", () -> new DoctorCommand(options, doctor)),
            group(
                "vip",
                "The virtual addresses.",
                command("list", () -> new VipListCommand(options)),
                command("show", () -> new VipShowCommand(options)),
                command("handover", () -> new VipHandoverCommand(options))),
            group(
                "node",
                "This director as a whole.",
                command("standby", () -> new NodeStandbyCommand(options)),
                command("resume", () -> new NodeResumeCommand(options))),
            group(
                "service",
                "The virtual services.",
                command("list", () -> new ServiceListCommand(options)),
                command("show", () -> new ServiceShowCommand(options))),
            group(
                "server",
                "The real servers.",
                command("list", () -> new ServerListCommand(options)),
                command("enable", () -> new ServerEnableCommand(options)),
                command("disable", () -> new ServerDisableCommand(options)),
                command("quiesce", () -> new ServerQuiesceCommand(options)),
                command("drain", () -> new ServerDrainCommand(options)),
                command("weight", () -> new ServerWeightCommand(options))),
            group(
                "check", "The health checks.", command("run", () -> new CheckRunCommand(options))),
            command("stats", () -> new StatsCommand(options)),
            group(
                "ipvs",
                "The kernel's IPVS.",
                command("show", () -> new IpvsShowCommand(options)),
                command("save", () -> new IpvsSaveCommand(options))),
            group(
                "config",
                "The configuration.",
                command("check", () -> new ConfigCheckCommand(options, checker)),
                command("plan", () -> new ConfigPlanCommand(options)),
                command("show", () -> new ConfigShowCommand(options)),
                command("confirm", () -> new ConfigConfirmCommand(options)),
                command("undo", () -> new ConfigUndoCommand(options))),
            command("reload", () -> new ReloadCommand(options)),
            command("stop", () -> new StopCommand(options)),
            command("token", () -> new TokenCommand(options)),
            command("version", () -> new VersionCommand(options)),
            command("complete", () -> new CompleteCommand(options)));
  }

  private static Entry command(String name, Supplier<Object> making) {
    return new Entry(name, "", making, List.of());
  }

  private static Entry group(String name, String description, Entry... children) {
    return new Entry(name, description, () -> Group.of(name, description), List.of(children));
  }

  /** The whole tree. */
  CommandLine tree() {
    return grown(new CommandLine(options), all, List.of());
  }

  /** Of the tree, what it takes to make something of these arguments. */
  CommandLine tree(String... arguments) {
    return grown(new CommandLine(options), all, words(arguments));
  }

  /** With the child that the first word names; with all of them if it names none. */
  private static CommandLine grown(CommandLine parent, List<Entry> children, List<String> words) {
    List<Entry> named = children.stream().filter(it -> words.indexOf(it.name()) == 0).toList();
    for (Entry child : named.isEmpty() ? children : named) {
      Object command = child.command().get();
      parent.addSubcommand(
          command instanceof CommandLine group
              ? grown(group, child.children(), named.isEmpty() ? List.of() : rest(words))
              : command);
    }
    return parent;
  }

  private static List<String> rest(List<String> words) {
    return words.subList(1, words.size());
  }

  /** What may be names of commands: neither options nor the values of those that stand anywhere. */
  private static List<String> words(String... arguments) {
    List<String> words = new ArrayList<>();
    boolean isValue = false;
    for (String argument : arguments) {
      if (!isValue && !argument.startsWith("-")) {
        words.add(argument);
      }
      isValue = !isValue && WITH_VALUE.contains(argument);
    }
    return words;
  }
}
