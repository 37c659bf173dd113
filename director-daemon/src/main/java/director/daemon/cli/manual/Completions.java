// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * Completions for shells: a table of what may follow what, in words that bash and zsh both
 * understand, and a few lines for each of them around it. Names of things are asked of the running
 * director, by the hidden command {@code complete}.
 */
public final class Completions {
  private static final String TABLE =
      """
      # written by the build of directord, from the commands themselves

      # What may come next, a word a line: after COMMAND and OPTION, as argument number N.
      _directorctl_next() {
        case "$1 $2" in
      %s  esac
        case $1 in
      %s  esac
        case "$1 $3" in
      %s  esac
      }

      # Names that the director knows. A socket that was typed is heeded, who does not answer is not.
      _directorctl_names() {
        "$_directorctl_program" --control-socket "${_directorctl_socket:-/run/directord/control.sock}" complete "$@" 2>/dev/null
      }

      # Reads the words before the one that is typed, and says what may come.
      _directorctl_read() {
        _directorctl_program=$1
        _directorctl_socket=
        shift
        local command= option= number=0 word
        local -a given
        for word in "$@"; do
          if [ -n "$option" ]; then
            [ "$option" = --control-socket ] && _directorctl_socket=$word
            option=
            continue
          fi
          case "$command $word" in
      %s    *)
            case $word in
              -*) ;;
              *)
                number=$((number + 1))
                given+=("$word")
                ;;
            esac
            ;;
          esac
        done
        _directorctl_service=${given[@]:0:1}
        _directorctl_next "$command" "$option" "$number"
      }
      """;
  private static final String BASH =
      """

      _directorctl() {
        local current=${COMP_WORDS[COMP_CWORD]} word
        COMPREPLY=()
        while IFS= read -r word; do
          case $word in
            -*) [[ $current != -* || $word != "$current"* ]] || COMPREPLY+=("$word") ;;
            :file) mapfile -t COMPREPLY < <(compgen -f -- "$current"); compopt -o filenames 2>/dev/null ;;
            "$current"*) COMPREPLY+=("$word") ;;
          esac
        done < <(_directorctl_read "${COMP_WORDS[@]:0:COMP_CWORD}")
      }
      complete -F _directorctl directorctl
      """;
  private static final String ZSH =
      """

      _directorctl() {
        local -a found
        found=(${(f)"$(_directorctl_read "${(@)words[1,CURRENT-1]}")"})
        if [[ ${found[(r):file]} = :file ]]; then
          _files
        else
          [[ $PREFIX = -* ]] || found=(${found:#-*})
          compadd -- $found
        fi
      }
      _directorctl "$@"
      """;

  private final List<String> options = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Set<String> steps = new TreeSet<>();

  private Completions(CommandLine root) {
    add(root.getCommandSpec(), "");
  }

  /** To be sourced, or put where bash-completion looks for {@code directorctl}. */
  public static String bash(CommandLine root) {
    return "# shellcheck shell=bash\n" + new Completions(root).table() + BASH;
  }

  /** To be put into a folder of {@code fpath} as {@code _directorctl}. */
  public static String zsh(CommandLine root) {
    return "#compdef directorctl\n" + new Completions(root).table() + ZSH;
  }

  private String table() {
    return TABLE.formatted(
        indented(options), indented(words), indented(arguments), indented(steps));
  }

  private static String indented(Iterable<String> lines) {
    return StreamSupport.stream(lines.spliterator(), false)
        .map(line -> "    " + line + "\n")
        .collect(Collectors.joining());
  }

  private void add(CommandSpec spec, String path) {
    List<String> next = new ArrayList<>();
    ManualPage.children(spec).forEach(child -> next.add(child.getCommandName()));
    spec.options().stream().filter(it -> !it.hidden()).forEach(it -> add(it, path, next));
    words.add(
        "'%s') [ -n \"$2\" ] || printf '%%s\\n' %s ;;".formatted(path, String.join(" ", next)));
    for (int i = 0; i < spec.positionalParameters().size(); i++) {
      String source = source(spec.positionalParameters().get(i), spec);
      if (!source.isEmpty()) {
        arguments.add("'%s %d') [ -n \"$2\" ] || %s ;;".formatted(path, i, source));
      }
    }
    for (CommandLine child : ManualPage.children(spec)) {
      String deeper = (path + " " + child.getCommandName()).strip();
      steps.add("'%s %s') command='%s' ;;".formatted(path, child.getCommandName(), deeper));
      add(child.getCommandSpec(), deeper);
    }
  }

  private void add(OptionSpec option, String path, List<String> next) {
    next.addAll(List.of(option.names()));
    boolean anywhere = option.scopeType() == ScopeType.INHERIT;
    if (option.arity().min() == 0 || (anywhere && !path.isEmpty())) {
      return;
    }
    // What the root has may follow any command.
    String before = anywhere ? "*' " : "'" + path + " ";
    String names =
        Stream.of(option.names())
            .map(name -> before + name + "'")
            .collect(Collectors.joining(" | "));
    steps.add(names + ") option=$word ;;");
    options.add(names + ") " + value(option) + " ;;");
  }

  private static String value(OptionSpec option) {
    String source = source(option, option.command());
    return source.isEmpty() ? "return" : source;
  }

  /** Where words for it come from; empty if only the one who types knows. */
  private static String source(ArgSpec argument, CommandSpec spec) {
    if (argument.completionCandidates() != null) {
      return "printf '%s\\n' "
          + StreamSupport.stream(argument.completionCandidates().spliterator(), false)
              .collect(Collectors.joining(" "));
    }
    return switch (argument.paramLabel()) {
      case "SERVICE" -> "_directorctl_names services";
      case "SERVER" -> "_directorctl_names servers \"$_directorctl_service\"";
      case "TARGET" -> "_directorctl_names targets";
      case "NAME" -> "_directorctl_names " + spec.parent().name() + "s";
      case "FILE", "PATH" -> "echo :file";
      default -> "";
    };
  }
}
