// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS as a probe speaks it: 1.2 and 1.3 by BoringSSL, a full handshake each time.
 *
 * <p>Neither the certificate's chain nor its name is verified, as in keepalived: the question is
 * whether this server serves, and a health check that goes red on the day a certificate expires
 * takes all servers down at once. The request carries nothing secret, and the answer's only use is
 * its status.
 */
final class ClientTls implements AutoCloseable {

  /**
   * BoringSSL would offer X25519MLKEM768 first: a ClientHello that does not fit one segment in a
   * tunnel, and more CPU. X25519 alone is no way out, since in TLS 1.2 the curve of an ECDSA
   * certificate must be listed as well. Said here and not by -Djdk.tls.namedGroups, so that no
   * launcher can forget it.
   */
  private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

  /** About twenty certificates of 4096-bit RSA; the chains of the web have two to four. */
  private static final int MAXIMUM_CHAIN_BYTES = 64 * 1024;

  private final SslContext context;

  private ClientTls(SslContext context) {
    this.context = context;
  }

  /**
   * @throws IllegalStateException if BoringSSL cannot be loaded
   */
  static ClientTls load() {
    if (!OpenSsl.isAvailable()) {
      throw new IllegalStateException(
          "HTTPS checks need netty-tcnative, which exists for Linux with glibc on x86_64 and aarch64"
              + " and cannot be loaded here: "
              + OpenSsl.unavailabilityCause(),
          OpenSsl.unavailabilityCause());
    }
    try {
      SslContext context =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.OPENSSL_REFCNT)
              .protocols("TLSv1.3", "TLSv1.2")
              .option(OpenSslContextOption.GROUPS, GROUPS)
              .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAXIMUM_CHAIN_BYTES)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm(null)
              .build();
      ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
      return new ClientTls(context);
    } catch (SSLException e) {
      throw new IllegalStateException(
          "BoringSSL refuses the TLS settings of the health checks: " + e.getMessage(), e);
    }
  }

  /** A handler for one connection, without timers. */
  SslHandler handler(ByteBufAllocator allocator, Optional<SNIHostName> serverName) {
    SSLEngine engine = context.newEngine(allocator);
    serverName.ifPresent(
        name -> {
          SSLParameters parameters = engine.getSSLParameters();
          parameters.setServerNames(List.of(name));
          engine.setSSLParameters(parameters);
        });
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(0);
    handler.setCloseNotifyReadTimeoutMillis(0);
    return handler;
  }

  @Override
  public void close() {
    ReferenceCountUtil.release(context);
  }
}
