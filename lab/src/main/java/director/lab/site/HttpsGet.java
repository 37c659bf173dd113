// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One HTTPS request on a connection of its own, made by the network namespace of the calling thread
 * (the JDK's clients use threads of their own). The certificate is not looked at.
 */
final class HttpsGet implements AutoCloseable {
  private static final SSLContext TRUSTING = trusting();
  private static final String LENGTH = "Content-Length: ";

  private final SSLSocket socket;
  private final long length;

  private HttpsGet(SSLSocket socket, long length) {
    this.socket = socket;
    this.length = length;
  }

  /**
   * Connects, asks, and reads the header of the answer.
   *
   * @param patience for the connection, and for each piece of the answer
   * @throws IOException if there is no answer, or one that is not 200
   */
  static HttpsGet send(InetSocketAddress server, String path, Duration patience)
      throws IOException {
    Socket connection = new Socket();
    try {
      connection.connect(server, (int) patience.toMillis());
      connection.setSoTimeout((int) patience.toMillis());
      SSLSocket socket =
          (SSLSocket)
              TRUSTING
                  .getSocketFactory()
                  .createSocket(connection, server.getHostString(), server.getPort(), true);
      return ask(socket, path);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private static HttpsGet ask(SSLSocket socket, String path) throws IOException {
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: photos.example.com\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("answered " + status);
    }
    long length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.startsWith(LENGTH)) {
        length = Long.parseLong(header.substring(LENGTH.length()));
      }
    }
    return new HttpsGet(socket, length);
  }

  /** The body's announced length in bytes. */
  long length() {
    return length;
  }

  /** The body, to its end. */
  InputStream body() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed before the answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /** The lab's routers show a self-signed certificate, as health checks in practice meet them. */
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
