// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.OddServer;
import director.lab.wire.Host;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The configuration of the clinic's nginx: what it answers depends on the port, path and name. */
final class ClinicNginx {
  private static final long TEN_GIGABYTES = 10L * 1024 * 1024 * 1024;

  private ClinicNginx() {}

  static String config(Host host, ClinicKeys keys) throws IOException {
    Path endless = host.directory().resolve("endless");
    try (RandomAccessFile file = new RandomAccessFile(endless.toFile(), "rw")) {
      file.setLength(TEN_GIGABYTES);
    }
    String paths =
        """
        location = /health { return 200 "all is well\\n"; }
        location = /sick { return 503 "the photo disk is not mounted\\n"; }
        location = /moved { return 302 /health; }
        location = /away { return 302 https://elsewhere.example.com/; }
        location = /round { return 302 /round; }
        location = /host { return 200 "$host $http_user_agent $http_x_probe $request_method\\n"; }
        location = /none { return 204; }
        location = /endless { alias %1$s; }
        location = /drip { alias %1$s; limit_rate 20; }
        location = /chunked { proxy_pass http://127.0.0.1:%2$d; proxy_http_version 1.1; }
        location = /slow-first { proxy_pass http://127.0.0.1:%3$d; proxy_buffering off; }
        location = /reused { return 200 "$ssl_session_reused\\n"; }
        """
            .formatted(endless, OddServer.CHUNKED, OddServer.SLOW_FIRST);
    return """
        daemon off;
        user root;
        pid %1$s/nginx.pid;
        worker_processes 1;
        events { worker_connections 4096; }
        http {
          access_log off;
          default_type text/plain;
          client_body_temp_path %1$s/temp;
          proxy_temp_path %1$s/temp;
          fastcgi_temp_path %1$s/temp;
          uwsgi_temp_path %1$s/temp;
          scgi_temp_path %1$s/temp;
          server { listen 80; %2$s }
          %3$s
          %4$s
          server {
            listen 447 ssl default_server; server_name _; ssl_protocols TLSv1.2 TLSv1.3; ssl_reject_handshake on;
          }
        }
        """
        .formatted(
            host.directory(),
            paths,
            server(keys, "443", "good", paths)
                + server(keys, "442", "good", "ssl_protocols TLSv1.2;" + paths)
                + server(keys, "444", "expired", paths)
                + server(keys, "445", "stranger", paths)
                + server(keys, "446", "soon", paths)
                + server(
                    keys,
                    "448",
                    "good",
                    "ssl_verify_client on; ssl_client_certificate "
                        + keys.certificate("ca")
                        + ";"
                        + paths),
            named(keys, "443", "other", "other.example.com", paths)
                + named(keys, "447", "good", ClinicKeys.NAME, paths));
  }

  private static String server(ClinicKeys keys, String port, String certificate, String inside) {
    return named(keys, port + " default_server", certificate, "_", inside);
  }

  private static String named(
      ClinicKeys keys, String listen, String certificate, String name, String inside) {
    return """
        server {
          listen %s ssl; server_name %s;
          ssl_certificate %s; ssl_certificate_key %s;
          %s
        }
        """
        .formatted(listen, name, keys.certificate(certificate), keys.key(certificate), inside);
  }
}
