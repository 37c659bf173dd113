// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.Verdict;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** TLS on one connection, and what there is to say about it. */
final class TlsLine {

  private final SSLEngine engine;
  private final SslHandler handler;
  private final TlsTerms terms;
  private final InetSocketAddress target;
  private final Resumption.@Nullable Sessions sessions;
  private final LeafCertificates leaves;
  private final InstantSource clock;
  private List<String> notes = List.of();
  private List<String> warnings = List.of();

  TlsLine(
      SSLEngine engine,
      TlsTerms terms,
      InetSocketAddress target,
      Resumption.@Nullable Sessions sessions,
      LeafCertificates leaves,
      InstantSource clock) {
    this.engine = engine;
    this.handler = withoutTimers(engine);
    this.terms = terms;
    this.target = target;
    this.sessions = sessions;
    this.leaves = leaves;
    this.clock = clock;
  }

  private static SslHandler withoutTimers(SSLEngine engine) {
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(0);
    handler.setCloseNotifyReadTimeoutMillis(0);
    return handler;
  }

  SslHandler handler() {
    return handler;
  }

  /** Looks at what the handshake has led to, while it can be seen. */
  void secured() {
    SSLSession session = engine.getSession();
    SeenCertificate shown = shown(session);
    Instant now = clock.instant();
    notes = shown.notes(session.getProtocol(), now);
    if (resumed()) {
      notes = List.of(notes.get(0), "handshake resumed");
    }
    warnings =
        shown
            .leaf()
            .flatMap(leaf -> leaf.warning(now, terms.warnBeforeExpiry()))
            .map(words -> List.of("certificate of " + address() + " " + words))
            .orElse(List.of());
  }

  List<String> notes() {
    return notes;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The probe has ended so. */
  void ended(Verdict verdict) {
    if (sessions != null && verdict == Verdict.FAILED) {
      sessions.forget();
    }
  }

  private String address() {
    return target.getAddress().getHostAddress();
  }

  private SeenCertificate shown(SSLSession session) {
    try {
      return leaves.of(session.getPeerCertificates()[0].getEncoded());
    } catch (SSLPeerUnverifiedException | CertificateEncodingException none) {
      return SeenCertificate.UNREADABLE;
    }
  }

  private boolean resumed() {
    if (sessions == null) {
      return false;
    }
    long ssl = ((ReferenceCountedOpenSslEngine) engine).sslPointer();
    return ssl != 0 && SSL.isSessionReused(ssl);
  }
}
