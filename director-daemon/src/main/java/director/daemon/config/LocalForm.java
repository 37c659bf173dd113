// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.FileCheck;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** How it is written what of this host tells of a real server: a file, or a program. */
final class LocalForm {
  /** A check needs no more rights; who wants root has to say so. */
  private static final String NOBODY = "nobody";

  private LocalForm() {}

  static FileCheck file(Section check) {
    return new FileCheck(
        check.required("file", FilePath.KIND, Path.of("/")),
        check.optional("factor", Kind.integer(-254, 254), 0));
  }

  static RequestConfig.Script script(Section check) {
    List<String> command =
        check.requiredList(
            "command", TrackedConfig.WORD, "[\"/usr/lib/directord/check\", \"-v\"]", "/bin/false");
    String program = command.isEmpty() ? "" : command.get(0);
    if (!command.isEmpty() && !program.startsWith("/")) {
      check.refuse("command", "must begin with the path of a program: no shell looks for it");
    } else if (!command.isEmpty() && !isExecutable(program)) {
      check.warn("command", "begins with no program that can be run here: " + program);
    }
    return new RequestConfig.Script(
        command,
        check.optional("user", TrackedConfig.USER, NOBODY),
        check.optional("dynamic", Kind.flag(), false));
  }

  /** Not each text is a path: without a locale Java knows no names beyond ASCII. */
  private static boolean isExecutable(String program) {
    try {
      return Files.isExecutable(Path.of(program));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
