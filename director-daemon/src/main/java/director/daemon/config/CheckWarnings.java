// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.RequestConfig.Script;
import director.healthcheck.request.AgentCheck;
import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.state.DecisionRule.Window;
import director.ipvs.table.Protocol;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What works with a check, and is probably not meant. */
final class CheckWarnings {
  /** How many intervals may pass while one probe waits. */
  private static final int LONG_WAIT = 10;

  /** Percent of the weight in a second: from here on it is as if nothing were smoothed. */
  private static final long ALL_AT_ONCE = 100;

  private final ServiceConfig service;
  private final List<Conflict> doubts;

  private CheckWarnings(ServiceConfig service, List<Conflict> doubts) {
    this.service = service;
    this.doubts = doubts;
  }

  static void add(ServiceConfig service, List<Conflict> doubts) {
    CheckWarnings warnings = new CheckWarnings(service, doubts);
    for (CheckAt check : CheckAt.allOf(service)) {
      warnings.port(check);
      warnings.timeout(check);
      check.config().rule().window().ifPresent(window -> warnings.window(check, window));
      warnings.weights(check);
      if (same(check) instanceof AgentCheck agent) {
        warnings.step(check, agent);
      }
    }
  }

  private void doubt(CheckAt check, String key, String message) {
    doubts.add(Conflict.at(check.key(key), message));
  }

  private void port(CheckAt check) {
    boolean datagrams = service.protocol() == Protocol.UDP && !service.virtual().isMark();
    RequestConfig request = check.config().request();
    boolean stream =
        request instanceof RequestConfig.Http
            || request instanceof RequestConfig.Grpc
            || same(check) instanceof TcpCheck;
    if (datagrams && stream && check.config().port().isEmpty()) {
      doubt(
          check,
          "port",
          ("is missing: type = %s is asked by TCP, at the port where the service has UDP; give the port"
                  + " where it is meant so, or type = udp, dns or ping")
              .formatted(request.kind()));
    }
  }

  private void timeout(CheckAt check) {
    Duration timeout = check.config().timeout();
    Duration interval = check.config().timing().interval();
    if (timeout.compareTo(interval.multipliedBy(LONG_WAIT)) > 0) {
      doubt(
          check,
          "timeout",
          ("is %s, more than %d intervals of %s: no probe of a server begins while another waits, so"
                  + " one that is silent is asked no sooner")
              .formatted(Durations.words(timeout), LONG_WAIT, Durations.words(interval)));
    }
  }

  private void window(CheckAt check, Window window) {
    Duration fast = check.config().timing().fastInterval();
    Duration least = fast.multipliedBy(window.failures() - 1L);
    if (least.compareTo(window.within()) > 0) {
      doubt(
          check,
          "window",
          "is never full: %d failures take %s at least, at a fast-interval of %s"
              .formatted(window.failures(), Durations.words(least), Durations.words(fast)));
    }
  }

  /** As with slow-start: who hashes moves clients, and who knows no weights does nothing. */
  private void weights(CheckAt check) {
    CheckRequest same = same(check);
    boolean advises =
        same instanceof AgentCheck
            || (same instanceof FileCheck file && file.factor() != 0)
            || (check.config().request() instanceof Script script && script.dynamic());
    if (!advises) {
      return;
    }
    String scheduler = service.scheduler().kernelName();
    if (service.scheduler().hashes()) {
      doubt(
          check,
          "type",
          "changes weights, and with scheduler = %s each change sends clients to other servers"
              .formatted(scheduler));
    } else if (service.scheduler().ignoresWeights()) {
      doubt(
          check,
          "type",
          "changes weights, and scheduler = %s takes any weight above 0 for the same"
              .formatted(scheduler));
    } else if (same instanceof AgentCheck
        && check.servers().stream().allMatch(server -> server.weight() <= 1)) {
      doubt(
          check,
          "type",
          "gives a server a share of its weight, and of a weight of 1 there is none; a weight of 100"
              + " has many");
    }
  }

  private void step(CheckAt check, AgentCheck agent) {
    long perSecond = agent.step() * 1000L / check.config().timing().interval().toMillis();
    if (perSecond > ALL_AT_ONCE) {
      doubt(
          check,
          "step",
          "of %d at an interval of %s lets the share move by %d in a second: nothing is smoothed"
              .formatted(
                  agent.step(), Durations.words(check.config().timing().interval()), perSecond));
    }
  }

  private static @Nullable CheckRequest same(CheckAt check) {
    return check.config().request() instanceof RequestConfig.Same same ? same.request() : null;
  }
}
