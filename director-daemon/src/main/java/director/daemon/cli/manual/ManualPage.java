// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command.
 *
 * @param section 1 for users, 8 for administrators
 * @param files paths, and what they are
 * @param environment variables, and what they do
 * @param seeAlso other pages, {@code directord(8)}
 */
public record ManualPage(
    CommandLine command,
    int section,
    Map<String, String> files,
    Map<String, String> environment,
    List<String> seeAlso) {

  /** {@code directorctl-vip-list}. */
  public String name() {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** In the language of man(7). */
  public String text() {
    CommandSpec spec = command.getCommandSpec();
    String version = command.getCommandSpec().root().version()[0];
    Roff page = new Roff();
    page.raw(".\\\" written by the build of directord, from the command itself");
    page.macro(
        "TH", name().toUpperCase(Locale.ROOT), String.valueOf(section), "", version, "directord");
    page.macro("SH", "NAME");
    page.raw(Roff.escaped(name()) + " \\- " + Roff.escaped(summary(spec)));
    page.macro("SH", "SYNOPSIS");
    page.line(command.getHelp().synopsis(0).replaceAll("\\s+", " "));
    page.macro("SH", "DESCRIPTION");
    paragraphs(page, spec.usageMessage().description());
    arguments(page, spec);
    options(page, spec);
    commands(page, spec);
    pairs(page, "EXIT STATUS", spec.usageMessage().exitCodeList());
    pairs(page, "FILES", files);
    pairs(page, "ENVIRONMENT", environment);
    page.macro("SH", "SEE ALSO");
    page.line(String.join(", ", seeAlso));
    return page.toString();
  }

  /** Of what it does, the first sentence, in the form that apropos(1) wants. */
  static String summary(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    String first = description.length == 0 ? "" : description[0];
    String sentence = first.split("[.:;](\\s|$)", 2)[0].strip();
    String word = sentence.isEmpty() ? spec.name() : sentence;
    return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
  }

  private static void paragraphs(Roff page, String... paragraphs) {
    boolean first = true;
    for (String paragraph : paragraphs) {
      if (!first) {
        page.macro("PP");
      }
      page.line(paragraph);
      first = false;
    }
  }

  private static void arguments(Roff page, CommandSpec spec) {
    List<PositionalParamSpec> shown =
        spec.positionalParameters().stream().filter(it -> !it.hidden()).toList();
    if (shown.isEmpty()) {
      return;
    }
    page.macro("SH", "ARGUMENTS");
    shown.forEach(
        it -> {
          page.macro("TP").raw(Roff.italic(it.paramLabel()));
          page.line(description(it));
        });
  }

  private static void options(Roff page, CommandSpec spec) {
    List<OptionSpec> own =
        spec.options().stream().filter(it -> !it.hidden() && !it.inherited()).toList();
    boolean inherits = spec.options().stream().anyMatch(OptionSpec::inherited);
    if (own.isEmpty() && !inherits) {
      return;
    }
    page.macro("SH", "OPTIONS");
    own.forEach(
        it -> {
          page.macro("TP").raw(head(it));
          page.line(description(it));
        });
    if (inherits) {
      page.macro("PP");
      page.line("Those of directorctl(1) may stand here too.");
    }
  }

  private static String head(OptionSpec option) {
    String names = Stream.of(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
    if (option.arity().max() == 0) {
      return names;
    }
    String value = Roff.italic(option.paramLabel());
    return option.arity().min() == 0 ? names + " [" + value + "]" : names + " " + value;
  }

  private static String description(ArgSpec argument) {
    String fallback = argument instanceof OptionSpec option ? option.fallbackValue() : "";
    String candidates =
        argument.completionCandidates() == null
            ? ""
            : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(", "));
    return String.join(" ", argument.description())
        .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString(true)))
        .replace("${FALLBACK-VALUE}", fallback)
        .replace("${COMPLETION-CANDIDATES}", candidates);
  }

  private void commands(Roff page, CommandSpec spec) {
    List<CommandLine> shown = children(spec);
    if (shown.isEmpty()) {
      return;
    }
    page.macro("SH", "COMMANDS");
    shown.forEach(
        it -> {
          CommandSpec child = it.getCommandSpec();
          page.macro("TP").raw(Roff.bold(child.name()));
          page.line(
              first(summary(child)) + "; see " + child.qualifiedName("-") + "(" + section + ").");
        });
  }

  private static String first(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** Those that are shown. */
  static List<CommandLine> children(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .filter(it -> !it.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static void pairs(Roff page, String heading, Map<String, String> pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    page.macro("SH", heading);
    pairs.forEach((term, text) -> page.macro("TP").raw(Roff.bold(term)).line(text));
  }
}
