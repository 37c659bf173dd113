// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.TlsTerms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TLS as a probe speaks it: 1.2 and 1.3 by BoringSSL, on the terms of each check.
 *
 * <p>Unless told to, it verifies neither the certificate's chain nor its name, as in keepalived:
 * the question is whether this server serves, and a health check that goes red on the day a
 * certificate expires takes all servers down at once. The request carries nothing secret, and the
 * answer's only use is its status.
 *
 * <p>The files of a check are looked at before each handshake, so that what an operator puts in
 * their place holds from the next probe on. Confined to one thread.
 */
final class ClientTls implements AutoCloseable {

  /** Contexts that are kept, at about 100 KB each; far fewer differ in a real configuration. */
  private static final int MOST_CONTEXTS = 1024;

  /** Files that were of no use are read again when they change, or after so long. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /**
   * What came of reading the files of a profile.
   *
   * @param files to be looked at before each use
   * @param context null if {@code refusal} is not
   */
  private record Made(
      List<Path> files,
      List<FileStamp> stamps,
      @Nullable TlsContext context,
      @Nullable UnusableTls refusal,
      long at) {

    boolean holds() {
      boolean unchanged = files.isEmpty() || stamps.equals(FileStamp.of(files));
      return unchanged && (refusal == null || System.nanoTime() - at < RETRY.toNanos());
    }

    void release() {
      if (context != null) {
        context.release();
      }
    }
  }

  private final InstantSource clock;
  private final LeafCertificates leaves = new LeafCertificates();
  private final Map<TlsContext.Profile, Made> made = new LinkedHashMap<>(16, 0.75f, true);

  private ClientTls(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param clock of the wall, by which certificates expire
   * @throws IllegalStateException if BoringSSL cannot be loaded
   */
  static ClientTls load(InstantSource clock) {
    if (!OpenSsl.isAvailable()) {
      throw new IllegalStateException(
          "HTTPS checks need netty-tcnative, which exists for Linux with glibc on x86_64 and aarch64"
              + " and cannot be loaded here: "
              + OpenSsl.unavailabilityCause(),
          OpenSsl.unavailabilityCause());
    }
    return new ClientTls(clock);
  }

  /**
   * TLS for one connection to {@code target}.
   *
   * @param applicationProtocols to be offered by ALPN, best first
   * @throws UnusableTls if a file of {@code terms} is of no use now
   */
  TlsLine line(
      ByteBufAllocator allocator,
      TlsTerms terms,
      InetSocketAddress target,
      List<String> applicationProtocols)
      throws UnusableTls {
    TlsContext context = context(TlsContext.Profile.of(terms, applicationProtocols));
    Resumption.Sessions sessions = context.sessions(terms, target);
    return new TlsLine(
        context.engine(allocator, terms, sessions), terms, target, sessions, leaves, clock);
  }

  private TlsContext context(TlsContext.Profile profile) throws UnusableTls {
    Made last = made.get(profile);
    if (last == null || !last.holds()) {
      if (last != null) {
        made.remove(profile);
        last.release();
      }
      last = make(profile);
      made.put(profile, last);
      dropEldest();
    }
    if (last.refusal() != null) {
      throw last.refusal();
    }
    if (last.context() == null) {
      throw new IllegalStateException("neither a TLS context nor a reason for none");
    }
    return last.context();
  }

  private Made make(TlsContext.Profile profile) {
    List<Path> files = profile.files();
    // Taken first: what is written while we read makes another stamp.
    List<FileStamp> stamps = FileStamp.of(files);
    long now = System.nanoTime();
    try {
      return new Made(files, stamps, TlsContext.make(profile, leaves, clock), null, now);
    } catch (UnusableTls refusal) {
      return new Made(files, stamps, null, refusal, now);
    }
  }

  private void dropEldest() {
    if (made.size() > MOST_CONTEXTS) {
      Iterator<Made> eldest = made.values().iterator();
      eldest.next().release();
      eldest.remove();
    }
  }

  @Override
  public void close() {
    made.values().forEach(Made::release);
    made.clear();
  }
}
