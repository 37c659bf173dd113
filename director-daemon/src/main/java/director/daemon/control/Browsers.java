// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.Routes.NotTakenException;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * No page of the web is to ask us anything through the browser of somebody who may. Browsers say
 * where a request comes from, and can't be kept from it by a page (Fetch Metadata, RFC 6454).
 */
final class Browsers {
  private static final List<String> THEIRS =
      List.of("Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Cookie");

  private Browsers() {}

  static void refuse(HttpHeaders headers) throws NotTakenException {
    for (String name : THEIRS) {
      if (headers.contains(name)) {
        throw new NotTakenException(
            Answer.error(
                403,
                "browsers are not answered",
                "a header "
                    + name
                    + " says that a page of the web asks: use directorctl, or curl"));
      }
    }
  }
}
