// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig;
import director.daemon.config.CheckConfig.Through;
import director.daemon.config.RealServerConfig;
import director.daemon.config.RequestConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.GrpcCheck;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.ScriptCheck;
import director.ipvs.table.VirtualService;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What one check asks one server: the configured request, its gaps filled. */
record Asking(ServiceConfig service, RealServerConfig server, String name, CheckConfig check) {

  /**
   * The question.
   *
   * @param sources as in {@link CheckPlan#of}
   */
  Question question(ForwardingPaths paths, Map<InetAddress, InetAddress> sources) {
    boolean direct = check.through() == Through.DIRECT;
    InetAddress target = direct ? server.address() : virtual();
    return new Question(
        request(),
        new InetSocketAddress(target, check.hasPort() ? port().orElseThrow() : 0),
        direct ? check.path() : path(paths.mark(service, server), sources),
        check.timeout());
  }

  private InetAddress virtual() {
    return ((VirtualService.Endpoint) ServicePlan.idOf(service)).address();
  }

  /**
   * Where the virtual address is, the kernel would ask from that itself. Where no other is known,
   * none of this host will do: to bind to the server's own is refused here, so the probe says
   * nothing, and why.
   */
  private ProbePath path(int mark, Map<InetAddress, InetAddress> sources) {
    InetAddress source = sources.getOrDefault(server.address(), server.address());
    return new ProbePath(
        Optional.of(check.path().source().orElse(source)),
        check.path().device(),
        OptionalInt.of(mark));
  }

  private CheckRequest request() {
    if (check.request() instanceof RequestConfig.Same same) {
      return same.request();
    }
    if (check.request() instanceof RequestConfig.Http http) {
      return new HttpCheck(
          http.tls(),
          http.exchanges().stream().map(exchange -> exchange.with(authority())).toList());
    }
    if (check.request() instanceof RequestConfig.Grpc grpc) {
      return new GrpcCheck(grpc.tls(), grpc.authority().orElse(authority()), grpc.service());
    }
    if (check.request() instanceof RequestConfig.Script script) {
      return new ScriptCheck(
          script.command(), Optional.of(script.user()), script.dynamic(), environment());
    }
    throw new IllegalStateException("nobody knows how to ask " + check.request());
  }

  /**
   * The check's own, or the one at which the server serves. Where it is needed the configuration
   * has either.
   */
  private OptionalInt port() {
    return Stream.of(check.port(), server.port(), service.virtual().port())
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** An address as it stands in a Host header (RFC 3986, section 3.2.2). */
  private String authority() {
    String text = server.addressText();
    return server.address() instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** The names stand in {@code docs/configuration.md}. */
  private SortedMap<String, String> environment() {
    SortedMap<String, String> all = new TreeMap<>();
    all.put("DIRECTORD_SERVICE", service.name());
    all.put("DIRECTORD_SERVER", server.name());
    all.put("DIRECTORD_CHECK", name);
    all.put("DIRECTORD_ADDRESS", server.addressText());
    all.put("DIRECTORD_WEIGHT", String.valueOf(server.weight()));
    all.put("DIRECTORD_VIRTUAL", service.virtual().toString());
    if (!service.virtual().isMark()) {
      all.put("DIRECTORD_PROTOCOL", service.protocol().name().toLowerCase(Locale.ROOT));
    }
    port().ifPresent(port -> all.put("DIRECTORD_PORT", String.valueOf(port)));
    return all;
  }
}
