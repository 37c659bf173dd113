// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Method;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads: another path, and perhaps host, of the same server. */
final class Redirect {

  /** More in a row are a loop, or as good as one. */
  static final int MOST = 5;

  private static final int SEE_OTHER = 303;

  private Redirect() {}

  /** A redirect is not to be followed, and the message says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }
  }

  /** Whether {@code status} sends a client elsewhere by its Location (RFC 9110, section 15.4). */
  static boolean isOne(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /**
   * The request that {@code location} asks for instead of {@code asked}. Whatever port it names, it
   * goes to the server that is checked.
   *
   * @throws Refused if it leads away from that server's protocol, or nowhere
   */
  static HttpExchange follow(HttpExchange asked, boolean tls, int status, String location)
      throws Refused {
    URI target = resolved(asked, tls, location);
    String scheme = tls ? "https" : "http";
    if (!scheme.equalsIgnoreCase(target.getScheme())) {
      throw new Refused("which is not " + scheme + " as this check is");
    }
    if (target.getRawUserInfo() != null) {
      throw new Refused("which has a user name in it");
    }
    if (target.getHost() == null) {
      throw new Refused("which names no host");
    }
    try {
      return new HttpExchange(
          status == SEE_OTHER && asked.method() != Method.HEAD ? Method.GET : asked.method(),
          path(target),
          String.valueOf(target.getRawAuthority()),
          asked.version(),
          asked.headers(),
          asked.status(),
          asked.body(),
          asked.maximumBody(),
          asked.strictLength(),
          asked.redirects());
    } catch (IllegalArgumentException unaskable) {
      throw new Refused("which cannot be asked for: " + unaskable.getMessage());
    }
  }

  private static URI resolved(HttpExchange asked, boolean tls, String location) throws Refused {
    try {
      URI given = new URI(location.strip());
      if (given.isOpaque()) {
        throw new Refused("which is not http or https");
      }
      if (given.getScheme() != null) {
        return given;
      }
      // Our own path may be no URI by Java's rules; most locations have one in its place.
      boolean whole = given.getRawAuthority() != null || given.getRawPath().startsWith("/");
      URI base =
          new URI((tls ? "https://" : "http://") + asked.host() + (whole ? "/" : asked.path()));
      // RFC 3986, section 5.2.2: without a path it is that of the base. java.net.URI is older.
      boolean pathless = given.getRawPath().isEmpty() && given.getRawAuthority() == null;
      return base.resolve(pathless ? new URI(base.getRawPath() + location.strip()) : given);
    } catch (URISyntaxException notOne) {
      throw new Refused("which is no address");
    }
  }

  private static String path(URI target) {
    @Nullable String path = target.getRawPath();
    String asked = path == null || path.isEmpty() ? "/" : path;
    return target.getRawQuery() == null ? asked : asked + "?" + target.getRawQuery();
  }
}
