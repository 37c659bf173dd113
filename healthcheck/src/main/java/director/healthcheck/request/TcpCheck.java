// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.List;
import java.util.Optional;

/**
 * A TCP connection; perhaps with TLS, perhaps with something said and something expected.
 *
 * @param tls empty for none
 * @param send what is said first
 * @param expect what the answer must be like: it is waited for until all of it is so, the server
 *     closes, or 64 KB are read; no answer is waited for when empty
 */
public record TcpCheck(Optional<TlsTerms> tls, Optional<Octets> send, List<Expectation> expect)
    implements CheckRequest {

  /** That a connection can be made is enough. */
  public static final TcpCheck CONNECT =
      new TcpCheck(Optional.empty(), Optional.empty(), List.of());

  public TcpCheck {
    expect = List.copyOf(expect);
  }

  @Override
  public String kind() {
    return tls.isPresent() ? "tls" : "tcp";
  }
}
