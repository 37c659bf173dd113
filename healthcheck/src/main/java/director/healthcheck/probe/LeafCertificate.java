// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is worth knowing of a server's own certificate.
 *
 * @param subject whose it is, readable: the first of {@code names}, or else the common name
 * @param issuer who signed it, readable
 * @param names the DNS names of the subjectAltName extension
 */
record LeafCertificate(
    String subject, String issuer, List<String> names, Instant notBefore, Instant notAfter) {

  /** The subjectAltName type of DNS names (RFC 5280, section 4.2.1.6). */
  private static final int DNS_NAME = 2;

  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:[^,\\\\]|\\\\.)*)");
  private static final int LONGEST_NAME = 80;
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * @throws CertificateException if this is no X.509 certificate, or a strange one
   */
  static LeafCertificate parse(byte[] der) throws CertificateException {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    List<String> names = dnsNames(certificate);
    String subject =
        names.isEmpty()
            ? commonName(certificate.getSubjectX500Principal().getName())
            : names.get(0);
    return new LeafCertificate(
        readable(subject),
        readable(commonName(certificate.getIssuerX500Principal().getName())),
        names,
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /** The day it expires, in UTC. */
  LocalDate lastDay() {
    return LocalDate.ofInstant(notAfter, ZoneOffset.UTC);
  }

  /** Whole days left at {@code now}; negative when it has expired. */
  long daysLeft(Instant now) {
    return Math.floorDiv(notAfter.getEpochSecond() - now.getEpochSecond(), DAY_SECONDS);
  }

  /** As in "certificate of photos.example.com, expires 2027-01-31 (70 days)". */
  String note(Instant now) {
    long days = daysLeft(now);
    return "certificate of "
        + subject
        + (days < 0 ? ", expired " : ", expires ")
        + lastDay()
        + " ("
        + count(Math.abs(days))
        + (days < 0 ? " ago)" : ")");
  }

  /**
   * As in "expires in 5 days, on 2026-11-27", if that is worth a warning.
   *
   * @param before how long before it expires; zero for never
   */
  Optional<String> warning(Instant now, Duration before) {
    if (before.isZero() || now.plus(before).isBefore(notAfter)) {
      return Optional.empty();
    }
    return Optional.of(
        expiredAt(now)
            ? "has expired on " + lastDay()
            : "expires in " + count(daysLeft(now)) + ", on " + lastDay());
  }

  private static String count(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  boolean expiredAt(Instant now) {
    return now.isAfter(notAfter);
  }

  /**
   * Whether it is for {@code host}: RFC 9525, section 6.3. A wildcard stands for the whole leftmost
   * label, and the common name counts for nothing, as in all clients of today.
   */
  boolean isFor(String host) {
    String wanted = withoutLastDot(host);
    int firstDot = wanted.indexOf('.');
    String parent = firstDot < 0 ? "" : wanted.substring(firstDot);
    for (String name : names) {
      String presented = withoutLastDot(name);
      boolean wildcard = presented.startsWith("*.") && presented.indexOf('.', 2) > 0;
      if (presented.equals(wanted) || (wildcard && presented.substring(1).equals(parent))) {
        return true;
      }
    }
    return false;
  }

  private static String withoutLastDot(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static List<String> dnsNames(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.get(0).equals(DNS_NAME)) {
          names.add((String) alternative.get(1));
        }
      }
    }
    return List.copyOf(names);
  }

  /** Of a name by RFC 2253; all of it if there is no common name. */
  private static String commonName(String distinguished) {
    Matcher matcher = COMMON_NAME.matcher(distinguished);
    return matcher.find() ? String.valueOf(matcher.group(1)) : distinguished;
  }

  private static String readable(String name) {
    String visible = name.replaceAll("[^\\x20-\\x7e]", ".");
    return visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME) + "...";
  }
}
