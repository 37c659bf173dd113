// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that remembers what it is told by POST, and by whose word. It lives in this JVM. */
public final class Pager implements AutoCloseable {
  private static final int PORT = 8090;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final String address;
  private final ServerSocket server;

  /** Begins to listen on {@code host}. */
  public Pager(Host host) throws IOException, InterruptedException {
    address = "http://" + host.address() + ":" + PORT + "/hook";
    server = host.inside(() -> new ServerSocket(PORT));
    host.thread(this::serve);
  }

  /** Where it is told. */
  public String address() {
    return address;
  }

  /** "Bearer lab {...}": the Authorization header and the body of each request, in their order. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        heard.add(request(client));
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\nConnection: close\r\n\r\nok\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static String request(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String authorization = "";
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("authorization:")) {
        authorization = line.substring(line.indexOf(':') + 1).strip();
      } else if (header.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    char[] body = new char[length];
    int read = 0;
    while (read < length) {
      int more = in.read(body, read, length - read);
      if (more < 0) {
        throw new IOException("the request ends after " + read + " of " + length + " bytes");
      }
      read += more;
    }
    return authorization + " " + new String(body);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
