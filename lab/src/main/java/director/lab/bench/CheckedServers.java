// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import director.lab.wire.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real servers: one nginx of one worker behind all addresses of 10.0.0.0/8, on a processor of
 * its own. It closes each connection after its answer, as both checkers ask it to.
 */
final class CheckedServers implements AutoCloseable {
  /** TLS 1.3, or what the client can. */
  static final int TLS13 = 8443;

  /** TLS 1.2 only. */
  static final int TLS12 = 8442;

  static final int PLAIN = 8080;

  private static final int STATUS = 8081;
  private static final Pattern COUNTS = Pattern.compile(" (\\d+) (\\d+) (\\d+) ");

  private final CheckHost home;
  private final Path directory;
  private final Process process;

  private CheckedServers(CheckHost home, Path directory, Process process) {
    this.home = home;
    this.directory = directory;
    this.process = process;
  }

  /** All ports of the class, and the count of requests. */
  static CheckedServers start(CheckHost home, TlsKeys keys)
      throws IOException, InterruptedException {
    return start(
        home,
        "nginx",
        https(TLS13, keys, "TLSv1.2 TLSv1.3", "")
            + https(TLS12, keys, "TLSv1.2", "")
            + "server { listen %d backlog=4096; location / { return 200 \"ok\"; } }\n"
                .formatted(PLAIN)
            + "server { listen 127.0.0.1:%d; location / { stub_status; } }\n".formatted(STATUS));
  }

  /** Another nginx with one port only, to be tormented apart from the others. */
  static CheckedServers start(CheckHost home, TlsKeys keys, String name, int port)
      throws IOException, InterruptedException {
    Path sick = home.host().directory().resolve(name).resolve("sick");
    String condition = "if (-f %s) { return 503; }".formatted(sick);
    return start(home, name, https(port, keys, "TLSv1.2 TLSv1.3", condition));
  }

  private static CheckedServers start(CheckHost home, String name, String servers)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(home.host().directory().resolve(name));
    Path config = directory.resolve("nginx.conf");
    Files.writeString(config, config(directory, servers));
    Process process =
        home.start(
            CheckHost.PREFERRED,
            CheckHost.SERVERS,
            directory.resolve("log"),
            List.of("nginx", "-c", config.toString()));
    CheckedServers started = new CheckedServers(home, directory, process);
    started.awaitWorker();
    return started;
  }

  private static String https(int port, TlsKeys keys, String protocols, String condition) {
    return """
        server {
          listen %d ssl backlog=4096;
          ssl_protocols %s;
          ssl_certificate %s;
          ssl_certificate_key %s;
          location / { %s return 200 "ok"; }
        }
        """
        .formatted(port, protocols, keys.certificate(), keys.privateKey(), condition);
  }

  private static String config(Path directory, String servers) {
    return """
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        worker_processes 1;
        worker_rlimit_nofile 65536;
        user root;
        events { worker_connections 32768; }
        http {
          map $ssl_session_reused $resumed { r 1; default 0; }
          log_format short $request_time;
          access_log %1$s/resumed.log short buffer=64k flush=1s if=$resumed;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          keepalive_timeout 0;
          %2$s
        }
        """
        .formatted(directory, servers);
  }

  private void awaitWorker() throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (process.children().findAny().isEmpty()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException(
            "nginx does not start: " + Files.readString(directory.resolve("log")));
      }
      Thread.sleep(20);
    }
  }

  /** Its master and its worker. */
  List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>(process.children().toList());
    all.add(process.toHandle());
    return List.copyOf(all);
  }

  /** Requests answered so far, those for this count included. */
  long requests() throws IOException, InterruptedException {
    Host host = home.host();
    return host.inside(
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), STATUS);
              InputStream in = socket.getInputStream()) {
            socket
                .getOutputStream()
                .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            Matcher counts = COUNTS.matcher(answer);
            if (!counts.find()) {
              throw new IOException("nginx's status has no counts: " + answer);
            }
            return Long.parseLong(counts.group(3));
          }
        });
  }

  /** How many requests came over resumed TLS sessions, as of a second ago. */
  long resumed() throws IOException {
    long lines = 0;
    for (byte b : Files.readAllBytes(directory.resolve("resumed.log"))) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** From now on it answers 503. */
  void sicken() throws IOException {
    Files.createFile(directory.resolve("sick"));
  }

  /** From now on connections are accepted by the kernel and by nobody else. */
  void freeze() throws IOException, InterruptedException {
    CheckHost.signal("STOP", processes());
  }

  /** From now on connections are refused. */
  @Override
  public void close() {
    CheckHost.kill(processes());
  }
}
