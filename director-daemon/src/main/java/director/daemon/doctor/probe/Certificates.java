// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda.Certificate;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.ServerCertificate;
import director.daemon.doctor.fact.ServerCertificate.Leaf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at many certificates at the same time, for as long as people wait. */
final class Certificates {
  private static final int AT_A_TIME = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private final Queue<Certificate> wanted;
  private final ConcurrentMap<Certificate, Known<Leaf>> seen = new ConcurrentHashMap<>();
  private final CountDownLatch open;

  private Certificates(List<Certificate> wanted) {
    this.wanted = new ConcurrentLinkedQueue<>(wanted);
    this.open = new CountDownLatch(wanted.size());
  }

  static List<ServerCertificate> of(List<Certificate> wanted) {
    Certificates certificates = new Certificates(wanted);
    certificates.look(Math.min(AT_A_TIME, wanted.size()));
    List<ServerCertificate> all = new ArrayList<>();
    for (Certificate each : wanted) {
      all.add(
          new ServerCertificate(
              each.service(),
              each.server(),
              text(each.endpoint()),
              each.terms().serverName(),
              certificates.seen.getOrDefault(each, Known.not("there was no time left to ask it"))));
    }
    return all;
  }

  private static String text(InetSocketAddress endpoint) {
    InetAddress address = endpoint.getAddress();
    String host = address.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.getPort();
  }

  private void look(int threads) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; i < threads; i++) {
      Background.run(() -> work(end));
    }
    try {
      open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(long end) {
    for (Certificate each = wanted.poll();
        each != null && System.nanoTime() < end;
        each = wanted.poll()) {
      Certificate asked = each;
      seen.put(
          each,
          Look.at("no certificate of " + text(each.endpoint()), () -> CertificateLook.look(asked)));
      open.countDown();
    }
  }
}
