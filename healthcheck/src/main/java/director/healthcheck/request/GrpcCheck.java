// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.Optional;

/**
 * {@code grpc.health.v1.Health/Check} over HTTP/2; SERVING means health.
 *
 * @param tls empty for HTTP/2 with prior knowledge
 * @param authority the {@code :authority} pseudo-header
 * @param service whose health is asked for; empty text for the server's as a whole
 */
public record GrpcCheck(Optional<TlsTerms> tls, String authority, String service)
    implements CheckRequest {
  @Override
  public String kind() {
    return "grpc";
  }
}
