// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptFileTest {
  private static final int NOBODY = 65534;

  @TempDir private Path temporary;
  private Path directory;
  private Path program;

  @BeforeEach
  void safe() throws IOException {
    directory = Files.createDirectory(temporary.toRealPath().resolve("scripts"));
    Scripts.permit(directory, "rwxr-xr-x");
    program = Scripts.write(directory, "check", "exit 0");
  }

  @Test
  @DisplayName("a program that only its owner may write may be run")
  void safeProgram() {
    assertEquals(Optional.empty(), ScriptFile.problem(program));
    assertEquals(Optional.empty(), ScriptFile.problem(Path.of("/bin/true")));
  }

  @Test
  @DisplayName("what cannot be a path is refused, and no mistake of ours")
  void noPath() {
    assertEquals(
        Optional.of("/bin/a.b cannot be a path here: Nul character not allowed"),
        ScriptFile.problem("/bin/a\0b"));
    assertEquals(Optional.empty(), ScriptFile.problem("/bin/true"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "rwxrwxr-x, may be written by group 65534",
    "rwxr-xrwx, may be written by everybody",
    "rw-r--r--, is not executable",
  })
  @DisplayName("a program that others may write is refused, and one that nobody may execute")
  void permissionsOfTheProgram(String permissions, String problem) throws IOException {
    assumeTrue(isRoot(), "only root may give a file away");
    Files.setAttribute(program, "unix:gid", NOBODY);
    Scripts.permit(program, permissions);

    assertEquals(Optional.of(program + " " + problem), ScriptFile.problem(program));
  }

  @Test
  @DisplayName("the group of root is root")
  void groupOfRoot() throws IOException {
    assumeTrue(isRoot(), "only root may give a file away");
    Scripts.permit(program, "rwxrwxr-x");

    assertEquals(Optional.empty(), ScriptFile.problem(program));
  }

  @Test
  @DisplayName("a directory on the way that others may write is refused")
  void permissionsOfADirectory() throws IOException {
    Scripts.permit(directory, "rwxrwxrwx");

    assertEquals(
        Optional.of(directory + " may be written by everybody"), ScriptFile.problem(program));
  }

  @Test
  @DisplayName("in a sticky directory others cannot replace what is ours, but theirs is refused")
  void sticky() throws IOException {
    assumeTrue(isRoot(), "only root may give a file away");
    Files.setAttribute(directory, "unix:mode", 01777);

    assertEquals(Optional.empty(), ScriptFile.problem(program));

    Files.setAttribute(program, "unix:uid", NOBODY);
    assertEquals(
        Optional.of(program + " belongs to user 65534, who could change it"),
        ScriptFile.problem(program));
  }

  @Test
  @DisplayName("a program or directory that belongs to somebody else is refused")
  void owners() throws IOException {
    assumeTrue(isRoot(), "only root may give a file away");
    Files.setAttribute(directory, "unix:uid", NOBODY);

    assertEquals(
        Optional.of(directory + " belongs to user 65534, who could change it"),
        ScriptFile.problem(program));
  }

  @Test
  @DisplayName("a symbolic link is followed, and what it leads to is looked at")
  void links() throws IOException {
    Path open = Files.createDirectory(temporary.toRealPath().resolve("open"));
    Scripts.permit(open, "rwxrwxrwx");
    Path behind = Scripts.write(open, "behind", "exit 0");
    Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), behind);
    Path relative =
        Files.createSymbolicLink(directory.resolve("relative"), Path.of("../scripts/./check"));

    assertEquals(Optional.empty(), ScriptFile.problem(relative));
    assertEquals(Optional.of(open + " may be written by everybody"), ScriptFile.problem(absolute));
  }

  @Test
  @DisplayName("a link that belongs to somebody else is refused, wherever it leads")
  void ownerOfALink() throws Exception {
    assumeTrue(isRoot(), "only root may give a file away");
    Files.setAttribute(directory, "unix:mode", 01777);
    Path link = Files.createSymbolicLink(directory.resolve("link"), program);
    Process chown =
        new ProcessBuilder("chown", "-h", String.valueOf(NOBODY), link.toString()).start();

    assertEquals(0, chown.waitFor());
    assertEquals(Optional.of(link + " belongs to user 65534"), ScriptFile.problem(link));
  }

  @Test
  @DisplayName("links in a circle, directories, and what is not there are refused")
  void nothingToRun() throws IOException {
    Path circle = directory.resolve("circle");
    Files.createSymbolicLink(circle, circle);

    Map<Path, Optional<String>> problems = new LinkedHashMap<>();
    for (Path path :
        List.of(circle, directory, directory.resolve("gone"), program.resolve("below"))) {
      problems.put(path, ScriptFile.problem(path));
    }

    assertEquals(
        Map.of(
            circle,
            Optional.of(circle + " has too many symbolic links"),
            directory,
            Optional.of(directory + " is not a regular file"),
            directory.resolve("gone"),
            Optional.of(directory + "/gone does not exist"),
            program.resolve("below"),
            Optional.of(program + " is not a directory")),
        problems);
    assertEquals(
        Optional.of("check is not an absolute path"), ScriptFile.problem(Path.of("check")));
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
