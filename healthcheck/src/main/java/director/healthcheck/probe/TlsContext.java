// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.ClientCertificate;
import director.healthcheck.request.TlsTerms.Verification;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** BoringSSL set up for all checks that agree in what their handshakes need. */
final class TlsContext {

  /**
   * BoringSSL would offer X25519MLKEM768 first: a ClientHello that does not fit one segment in a
   * tunnel, and more CPU. X25519 alone is no way out, since in TLS 1.2 the curve of an ECDSA
   * certificate must be listed as well. Said here and not by -Djdk.tls.namedGroups, so that no
   * launcher can forget it.
   */
  private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

  /** About twenty certificates of 4096-bit RSA; the chains of the web have two to four. */
  private static final int MAXIMUM_CHAIN_BYTES = 64 * 1024;

  /** Sessions that are kept at most, at one or two for each server and 2 to 10 KB for each. */
  private static final int MOST_SESSIONS = 20_480;

  /** What the engine gets for its peer's name where there is none: it cannot be asked for. */
  private static final String NAMELESS = "/";

  private static final int NO_SESSIONS = 0;

  private static final int SESSION_SECONDS = 2 * 3600;

  /**
   * What a context depends on.
   *
   * @param resumes whether any handshake may resume a session
   * @param applicationProtocols that are offered by ALPN, best first
   */
  record Profile(
      Verification verification,
      Optional<Path> authority,
      Optional<ClientCertificate> client,
      boolean resumes,
      List<String> applicationProtocols) {

    static Profile of(TlsTerms terms, List<String> applicationProtocols) {
      return new Profile(
          terms.verification(),
          terms.authority(),
          terms.client(),
          terms.fullEvery() > 1,
          applicationProtocols);
    }

    /** The files a context is made from. */
    List<Path> files() {
      List<Path> files = new ArrayList<>();
      if (verification != Verification.NONE) {
        files.add(Authorities.fileFor(authority));
      }
      client.ifPresent(certificate -> files.add(certificate.certificate()));
      client.ifPresent(certificate -> files.add(certificate.key()));
      return files;
    }
  }

  private final SslContext context;
  private final @Nullable Resumption resumption;

  private TlsContext(SslContext context, @Nullable Resumption resumption) {
    this.context = context;
    this.resumption = resumption;
  }

  /**
   * @throws UnusableTls if a file is of no use
   * @throws IllegalStateException if BoringSSL refuses what does not depend on files
   */
  static TlsContext make(Profile profile, LeafCertificates leaves, InstantSource clock)
      throws UnusableTls {
    Authorities authorities =
        profile.verification() == Verification.NONE
            ? null
            : Authorities.read(Authorities.fileFor(profile.authority()));
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .protocols("TLSv1.3", "TLSv1.2")
            .option(OpenSslContextOption.GROUPS, GROUPS)
            .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAXIMUM_CHAIN_BYTES)
            .option(OpenSslContextOption.USE_TASKS, false)
            .trustManager(new ServerTrust(profile.verification(), authorities, leaves, clock))
            .endpointIdentificationAlgorithm(null);
    if (!profile.applicationProtocols().isEmpty()) {
      builder.applicationProtocolConfig(alpn(profile.applicationProtocols()));
    }
    Optional<ClientCertificate> client = profile.client();
    if (client.isPresent()) {
      ClientKeys.read(client.get()).into(builder);
    }
    try {
      SslContext context = builder.build();
      OpenSslSessionContext sessions = (OpenSslSessionContext) context.sessionContext();
      sessions.setSessionCacheEnabled(profile.resumes());
      sessions.setSessionCacheSize(MOST_SESSIONS);
      sessions.setSessionTimeout(SESSION_SECONDS);
      return new TlsContext(context, profile.resumes() ? new Resumption() : null);
    } catch (SSLException e) {
      throw new IllegalStateException(
          "BoringSSL refuses the TLS settings of the health checks: " + e.getMessage(), e);
    }
  }

  /** An engine for one handshake, which resumes one of {@code sessions} if there are any. */
  SSLEngine engine(
      ByteBufAllocator allocator, TlsTerms terms, Resumption.@Nullable Sessions sessions) {
    int number = sessions == null ? NO_SESSIONS : sessions.next(terms.fullEvery());
    String name = terms.serverName().orElse(NAMELESS);
    SSLEngine engine = context.newEngine(allocator, name, number);
    if (!name.equals(NAMELESS) && !isTakenFromPeer(name)) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(TlsTerms.sni(name)));
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  /**
   * Whether the engine asks for its peer's name by itself. That is worth while: to set its
   * parameters costs as much as a tenth of a handshake.
   */
  private static boolean isTakenFromPeer(String name) {
    return name.indexOf('.') > 0 && !name.endsWith(".") && !NetUtil.isValidIpV4Address(name);
  }

  /** What can be resumed with {@code target}; null if nothing ever is. */
  Resumption.@Nullable Sessions sessions(TlsTerms terms, InetSocketAddress target) {
    return resumption == null ? null : resumption.of(target, terms.serverName());
  }

  /** Frees it, once the handshakes under way have ended. */
  void release() {
    ReferenceCountUtil.release(context);
  }

  private static ApplicationProtocolConfig alpn(List<String> protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }
}
