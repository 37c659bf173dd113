// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a checker and the checked servers did within some seconds.
 *
 * @param seconds how long that was
 * @param checks that the servers answered
 * @param resumed those of them whose TLS session was resumed
 * @param checker seconds of processor time that the checker used
 * @param servers the same of the servers
 * @param resident MB of the checker's memory at the end
 * @param removals servers that it took down since it started, each time
 * @param failures checks that it took for failed since it started
 * @param told what it tells of itself in that time, see {@link Checking#told}
 * @param load of the machine
 */
record CheckWindow(
    double seconds,
    long checks,
    long resumed,
    double checker,
    double servers,
    double resident,
    int removals,
    long failures,
    @Nullable JsonNode told,
    Load.Share load) {

  /** From now on, for that time. */
  static CheckWindow measure(Checking checking, CheckedServers servers, Duration time)
      throws IOException, InterruptedException {
    checking.told();
    long begin = System.nanoTime();
    long requests = servers.requests();
    long resumed = servers.resumed();
    Spent checker = Spent.of(checking.processes());
    Spent nginx = Spent.of(servers.processes());
    Load load = Load.now();
    Thread.sleep(time.toMillis());
    Spent checkerAfter = Spent.of(checking.processes());
    Spent nginxAfter = Spent.of(servers.processes());
    Load.Share share = Load.now().since(load);
    long requestsAfter = servers.requests() - 1;
    double seconds = (System.nanoTime() - begin) / 1e9;
    JsonNode told = checking.told();
    return new CheckWindow(
        seconds,
        requestsAfter - requests,
        servers.resumed() - resumed,
        checkerAfter.secondsSince(checker),
        nginxAfter.secondsSince(nginx),
        checkerAfter.resident(),
        checking.removals().size(),
        checking.failures(),
        told,
        share);
  }

  double rate() {
    return checks / seconds;
  }

  /** Seconds of the checker's processor time for 1,000 checks. */
  double cost() {
    return 1000 * checker / checks;
  }

  /** The same of the servers. */
  double serverCost() {
    return 1000 * servers / checks;
  }

  /** The part of one processor that the checker used. */
  double share() {
    return checker / seconds;
  }

  double serverShare() {
    return servers / seconds;
  }

  /** nginx writes with up to a second's delay, so a window may count some of the time before. */
  double resumedShare() {
    return Math.min(1, (double) resumed / checks);
  }

  /** A number of what it tells of itself; NaN if it tells nothing. */
  double told(String name) {
    return told == null ? Double.NaN : told.get(name).asDouble();
  }

  /** For who looks on. */
  String line() {
    return "%.0f checks/s, %.3f s for 1,000, %.0f %% of its core; nginx %.3f s, %.0f %%; %.0f MB; %d removals, %d failures; steal %.1f %%, others %.0f %%"
        .formatted(
            rate(),
            cost(),
            100 * share(),
            serverCost(),
            100 * serverShare(),
            resident,
            removals,
            failures,
            100 * load.steal(),
            100 * load.others());
  }

  ObjectNode sample(CheckDaemon daemon, CheckWork work) {
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("servers", work.servers().size());
    line.put("intervalMs", work.interval().toMillis()).put("fullEvery", work.fullEvery());
    line.put("rate", rate()).put("cost", cost()).put("serverCost", serverCost());
    line.put("share", share()).put("serverShare", serverShare()).put("resident", resident);
    line.put("resumed", resumedShare()).put("removals", removals).put("failures", failures);
    if (told != null) {
      line.set("told", told);
    }
    line.put("steal", load.steal()).put("others", load.others());
    return line;
  }
}
