// SPDX-License-Identifier: Apache-2.0
package director.lab.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Lets commands into a lab that is kept running. The one thing that a User-Mode Linux guest shares
 * with its host is a directory, so that is the door: {@code lab/bin/in} puts down {@code N.request}
 * (the host's name, then a line of shell), and finds the output growing in {@code N.out} and at the
 * end the exit status in {@code N.status}. {@code N.cancel} ends the command, {@code stop} the lab.
 */
public final class Door {
  private static final long PAUSE_MILLIS = 100;
  private static final int UNKNOWN_HOST = 2;

  private final Lab lab;
  private final Path directory;

  public Door(Lab lab, Path directory) {
    this.lab = lab;
    this.directory = directory;
  }

  /** Answers until it is asked to stop. */
  public void serve() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("open"), String.join("\n", lab.hosts().keySet()) + "\n");
    while (!Files.exists(directory.resolve("stop"))) {
      try (DirectoryStream<Path> requests = Files.newDirectoryStream(directory, "*.request")) {
        for (Path request : requests) {
          accept(request);
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void accept(Path request) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(request);
    Files.delete(request);
    String id = request.getFileName().toString().replace(".request", "");
    Host host = lab.hosts().get(lines.get(0));
    if (host == null) {
      Files.writeString(
          directory.resolve(id + ".out"),
          "there is no host " + lines.get(0) + ", but " + lab.hosts().keySet() + "\n");
      answer(id, UNKNOWN_HOST);
      return;
    }
    Process process = host.inside(() -> shell(host, lines.get(1)).start());
    new Thread(() -> attend(id, process), "door-" + id).start();
  }

  private static ProcessBuilder shell(Host host, String line) {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", line);
    shell.directory(host.directory().toFile()).redirectErrorStream(true);
    shell.environment().merge("PATH", host.commands().toString(), (path, own) -> own + ":" + path);
    return shell;
  }

  private void attend(String id, Process process) {
    try (InputStream output = process.getInputStream();
        FileChannel file =
            FileChannel.open(directory.resolve(id + ".out"), StandardOpenOption.WRITE)) {
      new Thread(() -> awaitCancel(id, process), "cancel-" + id).start();
      byte[] piece = new byte[8192];
      for (int n = output.read(piece); n >= 0; n = output.read(piece)) {
        file.write(ByteBuffer.wrap(piece, 0, n));
        file.force(
            false); // or the host would see it only when the guest finds time to write it out
      }
      answer(id, process.waitFor());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the door to the lab is broken", e);
    }
  }

  private void awaitCancel(String id, Process process) {
    Path cancel = directory.resolve(id + ".cancel");
    try {
      while (process.isAlive()) {
        if (Files.deleteIfExists(cancel)) {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the door to the lab is broken", e);
    }
  }

  /** In one step, so that nobody reads an empty status. */
  private void answer(String id, int status) throws IOException {
    Path next = directory.resolve(id + ".status.new");
    Files.writeString(next, status + "\n");
    Files.move(next, directory.resolve(id + ".status"), StandardCopyOption.ATOMIC_MOVE);
  }
}
