// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real server: nginx with TLS, which holds the VIP on {@code lo} without answering ARP for it,
 * and tells its own name to who asks for {@code /}.
 */
public final class PhotoRouter {
  /** The length of what {@code /big} sends, in bytes. */
  public static final long BIG = 4 * 1024 * 1024;

  /** The length of what {@code /slow} sends, in bytes. */
  public static final long SLOW = 240 * 1024;

  private static final String BIG_RATE = "256k";

  /** Fifteen seconds for {@code /slow}. */
  private static final String SLOW_RATE = "16k";

  private final Host host;
  private final Path sick;
  private final Path log;

  /**
   * Prepares the host and starts nginx.
   *
   * @param keys what all routers of a site share
   */
  public PhotoRouter(Host host, String vip, TlsKeys keys) throws IOException, InterruptedException {
    this(host, List.of(vip), keys);
  }

  /** The same with several virtual addresses, of either family. */
  public PhotoRouter(Host host, List<String> vips, TlsKeys keys)
      throws IOException, InterruptedException {
    this.host = host;
    this.sick = host.directory().resolve("sick");
    this.log = host.directory().resolve("nginx.log");
    holdSilently(vips);
    Path config = host.directory().resolve("nginx.conf");
    Files.writeString(config, config(keys, photo("big", BIG), photo("slow", SLOW)));
    host.start(
        log,
        List.of(
            "nginx",
            "-c",
            config.toString(),
            "-p",
            host.directory().toString(),
            "-e",
            log.toString()));
  }

  public String name() {
    return host.name();
  }

  /** The machine that it runs on. */
  public Host host() {
    return host;
  }

  public String address() {
    return host.address();
  }

  public String address6() {
    return host.address6();
  }

  /** From now on the health script answers 503, as it does when a disk has been unmounted. */
  public void fallSick() throws IOException {
    Files.writeString(sick, "");
  }

  /** From now on the health script answers 200 again. */
  public void recover() throws IOException {
    Files.deleteIfExists(sick);
  }

  /** Stops nginx as a hanging disk would: the kernel still accepts connections, nobody answers. */
  public void hang() throws IOException, InterruptedException {
    Signal.STOP.to(host.processes());
  }

  /** Lets nginx go on. */
  public void resume() throws IOException, InterruptedException {
    Signal.CONT.to(host.processes());
  }

  /**
   * The real server's part of direct routing: the VIP is local, but only the director answers ARP
   * for it. For IPv6 nothing needs to be said: neighbours are answered by the interface's own.
   */
  private void holdSilently(List<String> vips) throws IOException, InterruptedException {
    // Before the address, or the first ARP request might already be answered.
    host.run("sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=1", "net.ipv4.conf.all.arp_announce=2")
        .orThrow();
    for (String vip : vips) {
      boolean isIpv6 = vip.contains(":");
      host.run("ip", "addr", "add", vip + (isIpv6 ? "/128" : "/32"), "dev", "lo").orThrow();
    }
  }

  private Path photo(String name, long length) throws IOException {
    Path photo = host.directory().resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(photo.toFile(), "rw")) {
      file.setLength(length);
    }
    return photo;
  }

  private String config(TlsKeys keys, Path big, Path slow) {
    return """
        daemon off;
        user root;
        pid %1$s/nginx.pid;
        worker_processes 1;
        events { worker_connections 4096; }
        http {
          access_log off;
          default_type text/plain;
          client_body_temp_path %1$s/temp;
          proxy_temp_path %1$s/temp;
          fastcgi_temp_path %1$s/temp;
          uwsgi_temp_path %1$s/temp;
          scgi_temp_path %1$s/temp;
          ssl_certificate %2$s;
          ssl_certificate_key %3$s;
          # A session begun at one router goes on at the next, as on the real site.
          ssl_session_ticket_key %4$s;
          server {
            listen 443 ssl;
            listen [::]:443 ssl;
            listen 80;
            location = / { return 200 "%5$s\\n"; }
            location = /health {
              if (-f %6$s) { return 503 "the photo disk is not mounted\\n"; }
              return 200 "well\\n";
            }
            location = /big { alias %7$s; limit_rate %8$s; }
            location = /slow { alias %9$s; limit_rate %10$s; }
          }
        }
        """
        .formatted(
            host.directory(),
            keys.certificate(),
            keys.privateKey(),
            keys.ticketKey(),
            host.name(),
            sick,
            big,
            BIG_RATE,
            slow,
            SLOW_RATE);
  }
}
