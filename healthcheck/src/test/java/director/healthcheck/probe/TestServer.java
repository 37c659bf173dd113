// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;

/** A server on loopback that does to each client what the test says, on blocking JDK sockets. */
public final class TestServer implements AutoCloseable {

  /** What the server does with one connection; the connection is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    void with(Socket socket) throws IOException;
  }

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TestServer(ServerSocket listening, Conversation conversation) {
    this.listening = listening;
    start(() -> acceptAll(conversation));
  }

  /** Over plain TCP. */
  public static TestServer plain(Conversation conversation) throws IOException {
    return new TestServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
  }

  /** Over TLS 1.3 with the ECDSA certificate. */
  public static TestServer tls(Conversation conversation)
      throws IOException, GeneralSecurityException {
    return tls("TLSv1.3", keys("ecdsa"), conversation);
  }

  /** Over this version of TLS with these keys. */
  static TestServer tls(String version, KeyManager keys, Conversation conversation)
      throws IOException, GeneralSecurityException {
    return tls(version, keys, null, conversation);
  }

  /**
   * @param clients whom the server trusts, when it asks for their certificates
   */
  static TestServer tls(
      String version, KeyManager keys, TrustManager clients, Conversation conversation)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {keys}, clients == null ? null : new TrustManager[] {clients}, null);
    var socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(new String[] {version});
    return new TestServer(socket, conversation);
  }

  /** Accepts nothing itself: the kernel completes the TCP handshakes, like for a hung process. */
  static ServerSocket hung(int backlog) throws IOException {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  /**
   * The keys of {@code ecdsa.p12} or {@code rsa.p12}, self-signed for photos.example.com until
   * 2126: {@code openssl req -x509 -newkey rsa:2048 -nodes -days 36500 -subj
   * /CN=photos.example.com}, and {@code openssl pkcs12 -export}. Those of {@code photos.p12},
   * {@code elsewhere.p12} and {@code nameless.p12} are signed by {@code ca.pem}, until 2126-10-29.
   */
  static KeyManager keys(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = TestServer.class.getResourceAsStream(name + ".p12")) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, PASSWORD);
    return factory.getKeyManagers()[0];
  }

  /** A conversation that reads the request and answers it, then waits for the client to close. */
  public static Conversation answering(String response) {
    return socket -> {
      readRequest(socket);
      write(socket, response);
      untilClosed(socket);
    };
  }

  public static String readRequest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  public static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  public static void untilClosed(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // waits
    }
  }

  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void acceptAll(Conversation conversation) {
    while (true) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        start(() -> converse(conversation, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Conversation conversation, Socket socket) {
    try (socket) {
      conversation.with(socket);
    } catch (SocketException clientIsGone) {
      // as most probes end
    } catch (IOException handshakeFailed) {
      // as hostile servers end
    } finally {
      open.remove(socket);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "test-server");
    thread.setDaemon(true);
    thread.start();
  }
}
