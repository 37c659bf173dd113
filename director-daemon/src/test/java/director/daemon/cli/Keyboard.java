// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.Answer.ErrorBody;
import director.daemon.control.ControlAnswer;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where tests type commands, at 06:30:00 in Berlin, to a director of canned answers. */
final class Keyboard {
  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T05:30:00Z"), ZoneId.of("Europe/Berlin"));

  final List<String> calls = new ArrayList<>();
  final Map<String, String> environment = new TreeMap<>();
  final List<Duration> pauses = new ArrayList<>();
  boolean terminal;
  Optional<TerminalSize> measured = Optional.empty();

  /** How many looks a watcher takes. */
  int looks = 1;

  /** From which look on nobody answers. */
  int goneFrom = Integer.MAX_VALUE;

  private final Map<String, ControlAnswer> answers = new TreeMap<>();

  record Ended(int code, String out, String err) {}

  void answer(String request, Object body) {
    answers.put(request, new ControlAnswer(200, Json.text(body)));
  }

  void answerText(String request, String body) {
    answers.put(request, new ControlAnswer(200, body));
  }

  void refuse(String request, String error, String... detail) {
    answers.put(request, new ControlAnswer(409, Json.text(new ErrorBody(error, List.of(detail)))));
  }

  Ended type(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell =
        new Shell(
            new PrintWriter(out),
            new PrintWriter(err),
            environment,
            terminal,
            this::pass,
            () -> CLOCK,
            () -> measured);
    int code =
        DirectorCtl.run(
            arguments,
            socket -> this::call,
            (Path file) -> new ConfigChecker.Verdict(List.of(), List.of(), List.of(), List.of()),
            (config, stateDirectory, running) -> Diagnoses.SOUND,
            shell);
    return new Ended(code, out.toString(), err.toString());
  }

  private ControlAnswer call(String method, String path, String body)
      throws DirectorUnreachableException {
    calls.add((method + " " + path + " " + body).strip());
    ControlAnswer answer = answers.get(method + " " + path);
    if (answer == null && path.equals("/v1/status?view=summary") && calls.size() < goneFrom) {
      return new ControlAnswer(400, "{\"error\": \"there is no parameter view\"}");
    }
    if (answer == null || calls.size() >= goneFrom) {
      throw new DirectorUnreachableException("nobody answers to " + method + " " + path, null);
    }
    return answer;
  }

  private boolean pass(Duration time) {
    pauses.add(time);
    return pauses.size() < looks;
  }
}
