// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import java.util.List;

/** Which processes are meant. */
public sealed interface ProcessPattern {

  /** "nginx", "java -jar cache.jar". */
  String describe();

  /** A pattern that needs nothing but a look at a process. */
  sealed interface ByLooks extends ProcessPattern {
    /** Whether {@code process} is one of those meant. */
    boolean matches(RunningProcess process);
  }

  /** By the name of the program: without a path, and exactly. */
  record Name(String name) implements ByLooks {
    /** The kernel's TASK_COMM_LEN without the terminating zero. */
    private static final int KEPT = 15;

    @Override
    public boolean matches(RunningProcess process) {
      return process.name().equals(name.substring(0, Math.min(KEPT, name.length())));
    }

    @Override
    public String describe() {
      return name;
    }
  }

  /**
   * By the command line: word for word, from the first on.
   *
   * @param words the program, with its path or without one, and its arguments; at least one
   * @param whole whether there must be no more arguments than these
   */
  record CommandLine(List<String> words, boolean whole) implements ByLooks {
    public CommandLine {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a command line has at least one word");
      }
    }

    @Override
    public boolean matches(RunningProcess process) {
      List<String> arguments = process.arguments();
      int size = words.size();
      return arguments.size() >= size
          && (!whole || arguments.size() == size)
          && program(words.get(0), arguments.get(0))
          && words.subList(1, size).equals(arguments.subList(1, size));
    }

    private static boolean program(String wanted, String found) {
      return wanted.contains("/")
          ? wanted.equals(found)
          : wanted.equals(found.substring(found.lastIndexOf('/') + 1));
    }

    @Override
    public String describe() {
      return String.join(" ", words);
    }
  }

  /**
   * By the process id that a file holds.
   *
   * @param path absolute
   */
  record PidFile(String path) implements ProcessPattern {

    @Override
    public String describe() {
      return "process of " + path;
    }
  }
}
