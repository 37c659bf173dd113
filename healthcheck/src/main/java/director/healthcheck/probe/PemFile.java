// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in files of RFC 7468, and sentences about files that are none. */
final class PemFile {

  /** All authorities of the web are a quarter of this. */
  private static final long LARGEST = 1 << 20;

  /** Of other blocks, such as a key in the same file, no notice is taken. */
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END (?:X509 )?CERTIFICATE-----");

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END [A-Z ]*PRIVATE KEY-----");

  private PemFile() {}

  /**
   * @param what the file is for, as in "authorities"
   */
  static byte[] bytes(String what, Path file) throws UnusableTls {
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw new UnusableTls(words(what, file) + " has " + size + " bytes, more than 1 MB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unusable(what, file, e);
    }
  }

  /** The certificates of {@code file}, at least one. */
  static List<X509Certificate> certificates(String what, Path file) throws UnusableTls {
    Matcher pem = CERTIFICATE.matcher(new String(bytes(what, file), StandardCharsets.ISO_8859_1));
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (pem.find()) {
        byte[] der = Base64.getMimeDecoder().decode(String.valueOf(pem.group(1)));
        found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw unusable(what, file, e);
    }
    if (found.isEmpty()) {
      throw new UnusableTls(words(what, file) + " has no certificate in PEM");
    }
    return List.copyOf(found);
  }

  /** The key of {@code file}: PKCS 8, not encrypted. */
  static PrivateKey key(String what, Path file) throws UnusableTls {
    Matcher pem = KEY.matcher(new String(bytes(what, file), StandardCharsets.ISO_8859_1));
    if (!pem.find() || !String.valueOf(pem.group(1)).isEmpty()) {
      throw new UnusableTls(
          words(what, file)
              + " has no \"BEGIN PRIVATE KEY\" (PKCS 8, not encrypted); openssl pkcs8 -topk8 -nocrypt"
              + " makes one of other forms");
    }
    try {
      byte[] pkcs8 = Base64.getMimeDecoder().decode(String.valueOf(pem.group(2)));
      return key(new PKCS8EncodedKeySpec(pkcs8));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw unusable(what, file, e);
    }
  }

  /** That {@code file} cannot be used, by what reading or parsing it threw. */
  static UnusableTls unusable(String what, Path file, Exception thrown) {
    String cause =
        thrown instanceof NoSuchFileException
            ? "does not exist"
            : thrown instanceof AccessDeniedException
                ? "may not be read by us"
                : "cannot be read: " + thrown.getMessage();
    return new UnusableTls(words(what, file) + " " + cause);
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    for (String algorithm : List.of("EC", "RSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException another) {
        // PKCS 8 names its algorithm by an OID that only the factory of that algorithm knows.
      }
    }
    return KeyFactory.getInstance("EdDSA").generatePrivate(spec);
  }

  private static String words(String what, Path file) {
    return "the file of " + what + " " + file;
  }
}
