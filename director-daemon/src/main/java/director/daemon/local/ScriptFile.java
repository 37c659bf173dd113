// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import director.daemon.local.state.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a program may be run with our rights: nobody but root and ourselves may be able to change
 * it, or what stands in its place. Every part of its path is looked at, and of the targets of
 * symbolic links as well (E-171 of the keepalived inventory).
 */
final class ScriptFile {
  private static final int ROOT = 0;
  private static final int FILE_TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMBOLIC_LINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int STICKY = 01000;
  private static final int GROUP_WRITE = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int ANYBODY_EXECUTES = 0111;

  /** As the kernel's own limit, MAXSYMLINKS. */
  private static final int MAX_LINKS = 40;

  private ScriptFile() {}

  /**
   * Why {@code program} must not be run, as the end of a sentence; empty if it may be. Not each
   * text is a path: without a locale Java knows no names beyond ASCII.
   */
  static Optional<String> problem(String program) {
    try {
      return problem(Path.of(program));
    } catch (InvalidPathException e) {
      return Optional.of(Said.fit(program) + " cannot be a path here: " + e.getReason());
    }
  }

  /** The same of a path. */
  static Optional<String> problem(Path program) {
    if (!program.isAbsolute()) {
      return Optional.of(program + " is not an absolute path");
    }
    try {
      return walk(program, ownUser());
    } catch (NoSuchFileException e) {
      return Optional.of(e.getFile() + " does not exist");
    } catch (IOException e) {
      return Optional.of("cannot be looked at: " + e.getMessage());
    }
  }

  private static Optional<String> walk(Path program, int self) throws IOException {
    Deque<Path> rest = new ArrayDeque<>();
    program.forEach(rest::addLast);
    Path at = Path.of("/");
    Status status = Status.of(at);
    int links = 0;
    while (!rest.isEmpty()) {
      if (status.type() != DIRECTORY) {
        return Optional.of(at + " is not a directory");
      }
      Optional<String> open = status.openTo(at, self);
      if (open.isPresent()) {
        return open;
      }
      Path next = at.resolve(rest.removeFirst()).normalize();
      Status nextStatus = Status.of(next);
      if (nextStatus.type() == SYMBOLIC_LINK) {
        if (++links > MAX_LINKS) {
          return Optional.of(program + " has too many symbolic links");
        }
        if (!nextStatus.trusted(self)) {
          return Optional.of(next + " belongs to user " + nextStatus.uid());
        }
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
          at = Path.of("/");
          status = Status.of(at);
        }
        putFirst(rest, target);
      } else {
        at = next;
        status = nextStatus;
      }
    }
    return ofProgram(at, status, self);
  }

  private static void putFirst(Deque<Path> rest, Path target) {
    for (int part = target.getNameCount() - 1; part >= 0; part--) {
      rest.addFirst(target.getName(part));
    }
  }

  private static Optional<String> ofProgram(Path at, Status status, int self) {
    if (status.type() != REGULAR) {
      return Optional.of(at + " is not a regular file");
    }
    Optional<String> open = status.openTo(at, self);
    if (open.isPresent()) {
      return open;
    }
    return (status.mode() & ANYBODY_EXECUTES) == 0
        ? Optional.of(at + " is not executable")
        : Optional.empty();
  }

  /** The effective user, who owns what the kernel shows of us in /proc. */
  static int ownUser() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** What lstat(2) tells. */
  private record Status(int uid, int gid, int mode) {

    static Status of(Path path) throws IOException {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
      return new Status(
          number(attributes, "uid"), number(attributes, "gid"), number(attributes, "mode"));
    }

    private static int number(Map<String, Object> attributes, String name) throws IOException {
      if (attributes.get(name) instanceof Integer number) {
        return number;
      }
      throw new IOException("this file system tells no " + name);
    }

    int type() {
      return mode & FILE_TYPE;
    }

    boolean trusted(int self) {
      return uid == ROOT || uid == self;
    }

    /**
     * Who else may change it. In a sticky directory others can add entries, but neither remove nor
     * rename ours, and what they add does not belong to us.
     */
    Optional<String> openTo(Path path, int self) {
      if (!trusted(self)) {
        return Optional.of(path + " belongs to user " + uid + ", who could change it");
      }
      if (type() == DIRECTORY && (mode & STICKY) != 0) {
        return Optional.empty();
      }
      if ((mode & OTHERS_WRITE) != 0) {
        return Optional.of(path + " may be written by everybody");
      }
      return (mode & GROUP_WRITE) != 0 && gid != ROOT
          ? Optional.of(path + " may be written by group " + gid)
          : Optional.empty();
    }
  }
}
