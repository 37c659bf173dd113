// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a director has to do beside the election, and more, at ordinary priority: a busy loop for
 * each processor, and a health checker of many servers, with the nginx that answers it.
 */
final class Burden implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();

  private final Path checkerLog;

  private Burden(Path checkerLog) {
    this.checkerLog = checkerLog;
  }

  /**
   * Takes it up on that host.
   *
   * @param servers how many are checked every 2 s over HTTPS; 0 leaves the checker away
   */
  static Burden on(Host host, Options options, int servers, boolean busy)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(host.directory().resolve("burden"));
    Burden burden = new Burden(directory.resolve("checker.log"));
    Path log = directory.resolve("log");
    for (int i = 0; busy && i < Runtime.getRuntime().availableProcessors(); i++) {
      burden.add(host.start(log, List.of("sh", "-c", "while :; do :; done")));
    }
    if (servers > 0) {
      burden.add(host.start(log, List.of("nginx", "-c", nginx(host, directory).toString())));
      burden.add(host.start(burden.checkerLog, checker(options, directory, servers)));
    }
    return burden;
  }

  private static List<String> checker(Options options, Path directory, int servers)
      throws IOException {
    Path file =
        Files.write(
            directory.resolve("servers"),
            IntStream.rangeClosed(1, servers)
                .mapToObj(i -> "127.0." + i / 250 + "." + (1 + i % 250) + " 8443")
                .toList());
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(OurChecker.flags(options.distribution()));
    command.addAll(
        List.of("-cp", OurChecker.classPath(options), "Checker", "servers=" + file, "every=5"));
    return command;
  }

  private void add(Process process) {
    processes.add(process);
  }

  /** The last that the checker said about its rate. */
  String rate() throws IOException {
    if (!Files.exists(checkerLog)) {
      return "nothing";
    }
    List<String> lines = Files.readAllLines(checkerLog);
    return lines.isEmpty() ? "nothing yet" : lines.get(lines.size() - 1);
  }

  private static Path nginx(Host host, Path directory) throws IOException, InterruptedException {
    TlsKeys keys = TlsKeys.generate(host, "photos.example.com");
    Path config = directory.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        worker_processes 1;
        user root;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 8443 ssl;
            ssl_certificate %2$s;
            ssl_certificate_key %3$s;
            location / { return 200 "ok"; }
          }
        }
        """
            .formatted(directory, keys.certificate(), keys.privateKey()));
    return config;
  }

  @Override
  public void close() {
    processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    processes.forEach(Process::destroyForcibly);
  }
}
