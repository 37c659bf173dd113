// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.bench.Said.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Debian's keepalived, checks only. Where the kernel has no IPVS its checker would end; a preloaded
 * library answers in the kernel's place, see {@code lab/bench/noipvs.c}.
 */
record KeepalivedChecker(Options options) implements CheckDaemon {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern REMOVAL =
      Pattern.compile("Removing service \\[([^\\]]+)\\]:tcp:(\\d+) from VS");
  private static final Pattern FAILURE =
      Pattern.compile(": (Timeout|Error|.*[Ff]ailed to connect)");
  private static final AtomicInteger STARTS = new AtomicInteger();

  @Override
  public String name() {
    return "keepalived";
  }

  @Override
  public Checking start(CheckHost host, CheckWork work, int nice, String processors)
      throws IOException, InterruptedException {
    Path directory = host.host().directory();
    Path config = directory.resolve("keepalived.conf");
    Files.writeString(config, config(work));
    String pid = directory.resolve("keepalived.pid" + STARTS.incrementAndGet()).toString();
    Process process =
        host.converse(
            nice,
            processors,
            Map.of("LD_PRELOAD", options.results().resolve("noipvs.so").toString()),
            List.of(
                "keepalived",
                "-C",
                "-n",
                "-l",
                "-D",
                "-f",
                config.toString(),
                "-p",
                pid,
                "-c",
                pid + "-checkers"));
    Said said = new Said(process, directory.resolve("keepalived.log"));
    said.await(0, line -> line.contains("Startup complete"), PATIENCE);
    return new Running(process, said);
  }

  /** NAT, because with direct routing it lets no server have another port than its service. */
  private static String config(CheckWork work) {
    StringBuilder text = new StringBuilder(4096);
    text.append("global_defs {\n  router_id bench\n  checker_log_all_failures\n}\n");
    text.append("virtual_server 192.0.2.100 443 {\n  delay_loop ");
    text.append(work.interval().toSeconds());
    text.append("\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n");
    for (String server : work.servers()) {
      text.append(
          """
            real_server %s {
              weight 1
              %s {
                %s
                url {
                  path /health
                  virtualhost photos.example.com
                  status_code 200
                }
                connect_timeout %d
                retry %d
                delay_before_retry %s
              }
            }
          """
              .formatted(
                  server,
                  work.tls() ? "SSL_GET" : "HTTP_GET",
                  work.tls() ? "enable_sni" : "",
                  work.timeout().toSeconds(),
                  work.fall() - 1,
                  Math.max(1, work.fastInterval().toSeconds())));
    }
    return text.append("}\n").toString();
  }

  /** It, at work: a parent that waits, and its child that checks. */
  private record Running(Process process, Said said) implements Checking {
    @Override
    public List<ProcessHandle> processes() {
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      return List.copyOf(all);
    }

    @Override
    public List<Removal> removals() {
      List<Removal> removals = new ArrayList<>();
      for (Line line : said.all()) {
        Matcher removal = REMOVAL.matcher(line.text());
        if (removal.find()) {
          removals.add(new Removal(removal.group(1) + ":" + removal.group(2), line.at()));
        }
      }
      return List.copyOf(removals);
    }

    @Override
    public long failures() {
      return said.all().stream().filter(line -> FAILURE.matcher(line.text()).find()).count();
    }

    @Override
    public @Nullable JsonNode told() {
      return null;
    }

    @Override
    public void close() {
      CheckHost.kill(processes());
    }
  }
}
