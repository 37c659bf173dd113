// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's certificate is not what the check demands. */
final class Distrusted extends CertificateException {

  private static final long serialVersionUID = 1L;

  /** TLS libraries wrap what a trust manager throws a few times. */
  private static final int DEEPEST = 8;

  /**
   * @param why a whole sentence without its period
   */
  Distrusted(String why) {
    super(why);
  }

  /** Why {@code thrown} was thrown, if it was for a certificate. */
  static Optional<String> in(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof Distrusted) {
        return Optional.ofNullable(cause.getMessage());
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** It says what a server did and not where we are, and may come a thousand times a second. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
