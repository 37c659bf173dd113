// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.List;
import java.util.Optional;

/**
 * HTTP or HTTPS: one exchange after the other, each on a fresh connection to the same server; all
 * must be as expected.
 *
 * @param tls empty for plain HTTP
 * @param exchanges at least one
 */
public record HttpCheck(Optional<TlsTerms> tls, List<HttpExchange> exchanges)
    implements CheckRequest {

  public HttpCheck {
    exchanges = List.copyOf(exchanges);
    if (exchanges.isEmpty()) {
      throw new IllegalArgumentException("an HTTP check needs at least one request");
    }
  }

  /** A single GET. */
  public static HttpCheck of(Optional<TlsTerms> tls, HttpExchange exchange) {
    return new HttpCheck(tls, List.of(exchange));
  }

  @Override
  public String kind() {
    return tls.isPresent() ? "https" : "http";
  }
}
