// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;

/** The configurations of the clinic's name server and mail server. */
final class ClinicDaemons {
  private ClinicDaemons() {}

  /** Knows {@code photos.test} and nothing else. */
  static String dnsmasq(Host host) {
    return """
        user=root
        pid-file=%1$s/dnsmasq.pid
        no-resolv
        no-hosts
        address=/photos.test/192.0.2.10
        local=/test/
        """
        .formatted(host.directory());
  }

  /** Greets, and takes no mail. */
  static String smtpd() {
    return """
        listen on 0.0.0.0 hostname mail.photos.test
        match from any for any reject
        """;
  }
}
