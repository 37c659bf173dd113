// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Facts.ElectorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The process of the elector in this network namespace, as /proc shows it. */
final class ElectorLook {
  private static final String PROGRAM = "director.daemon.launch.Directord";
  private static final String ROLE = "vrrp";
  private static final String DELETED = " (deleted)";

  /** Of /proc/PID/stat behind the name of the program (proc(5)): "policy" is field 41. */
  private static final int POLICY = 38;

  private static final String SCHED_FIFO = "1";

  private final Path proc;

  private ElectorLook(Path proc) {
    this.proc = proc;
  }

  /**
   * The elector.
   *
   * @throws IOException when there is none, or we may not look at it
   */
  static ElectorState look(Path proc) throws IOException {
    ElectorLook look = new ElectorLook(proc);
    Optional<Path> process = look.process();
    if (process.isEmpty()) {
      throw new IOException("no elector runs here: systemctl status directord-vrrp");
    }
    return look.state(process.get());
  }

  private Optional<Path> process() throws IOException {
    Path here = Files.readSymbolicLink(proc.resolve("self/ns/net"));
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (isElector(process) && Files.readSymbolicLink(process.resolve("ns/net")).equals(here)) {
          return Optional.of(process);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isElector(Path process) {
    try {
      List<String> words =
          List.of(
              Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                  .split("\0"));
      int program = words.indexOf(PROGRAM);
      return program >= 0 && words.subList(program, words.size()).contains(ROLE);
    } catch (IOException e) {
      return false; // it has ended meanwhile
    }
  }

  private ElectorState state(Path process) throws IOException {
    boolean realTime = false;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        realTime |= isRealTime(thread);
      }
    }
    return new ElectorState(
        Long.parseLong(process.getFileName().toString()),
        realTime,
        locked(process),
        replaced(process));
  }

  private static boolean isRealTime(Path thread) throws IOException {
    try {
      String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length > POLICY && fields[POLICY].equals(SCHED_FIFO);
    } catch (NoSuchFileException e) {
      return false; // it has ended meanwhile
    }
  }

  private static long locked(Path process) throws IOException {
    return Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith("VmLck:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Of its program: what is read from a jar has to be there when it is needed. */
  private static List<String> replaced(Path process) throws IOException {
    List<String> replaced = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        String target = target(descriptor);
        if (target.endsWith(".jar" + DELETED)) {
          replaced.add(target.substring(0, target.length() - DELETED.length()));
        }
      }
    }
    replaced.sort(String::compareTo);
    return replaced;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }
}
