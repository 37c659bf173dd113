// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.Expectation;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.TlsTerms;
import java.util.List;
import java.util.Optional;

/** What the real servers are asked, with a gap where each is asked something else. */
public sealed interface RequestConfig {

  /** The word for it in the configuration: {@code https}, {@code tcp}, {@code script}. */
  String kind();

  /** The same of each. */
  record Same(CheckRequest request) implements RequestConfig {
    @Override
    public String kind() {
      return request.kind();
    }
  }

  /**
   * HTTP, whose Host header names the server where it names nobody else.
   *
   * @param tls empty for plain HTTP
   * @param exchanges at least one
   */
  record Http(Optional<TlsTerms> tls, List<Exchange> exchanges) implements RequestConfig {
    public Http {
      exchanges = List.copyOf(exchanges);
    }

    @Override
    public String kind() {
      return tls.isPresent() ? "https" : "http";
    }
  }

  /**
   * As {@link HttpExchange}, which has the ranges.
   *
   * @param host empty for the address of the real server
   */
  record Exchange(
      HttpExchange.Method method,
      String path,
      Optional<String> host,
      HttpExchange.Version version,
      List<Header> headers,
      ExpectedStatus status,
      List<Expectation> body,
      int maximumBody,
      boolean strictLength,
      HttpExchange.Redirects redirects) {

    /** What holds where nothing is said. */
    public static final Exchange DEFAULT =
        new Exchange(
            HttpExchange.Method.GET,
            "/",
            Optional.empty(),
            HttpExchange.Version.HTTP_1_1,
            List.of(),
            ExpectedStatus.of(200),
            List.of(),
            HttpExchange.DEFAULT_MAXIMUM_BODY,
            false,
            HttpExchange.Redirects.REFUSED);

    public Exchange {
      headers = List.copyOf(headers);
      body = List.copyOf(body);
    }

    /** The exchange with a server for which {@code address} stands in the Host header. */
    public HttpExchange with(String address) {
      return new HttpExchange(
          method,
          path,
          host.orElse(address),
          version,
          headers,
          status,
          body,
          maximumBody,
          strictLength,
          redirects);
    }
  }

  /**
   * gRPC's health protocol.
   *
   * @param tls empty for none
   * @param authority empty for the address of the real server
   * @param service empty text for the server as a whole
   */
  record Grpc(Optional<TlsTerms> tls, Optional<String> authority, String service)
      implements RequestConfig {
    @Override
    public String kind() {
      return "grpc";
    }
  }

  /**
   * A program, which is told of the server by its environment.
   *
   * @param command its absolute path, and its arguments
   * @param user whom it runs as
   */
  record Script(List<String> command, String user, boolean dynamic) implements RequestConfig {
    public Script {
      command = List.copyOf(command);
    }

    @Override
    public String kind() {
      return "script";
    }
  }
}
