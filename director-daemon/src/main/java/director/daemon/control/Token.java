// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who may come in over the network, as a line of the file of tokens has it: {@code
 * monitoring read sha256:<hex>}. The token itself is 256 random bits and stands nowhere, so that a
 * plain SHA-256 of it can't be turned round and needs no salt.
 *
 * @param name 1..64 letters, digits, dots, dashes and underscores
 * @param hash SHA-256 of the token as it is sent, in hexadecimal
 */
public record Token(String name, Role role, String hash) {
  /**
   * What a token begins with, so that it is known when somebody finds one where it should not be.
   */
  public static final String PREFIX = "directord_";

  private static final int BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern LINE =
      Pattern.compile("(\\S+)[ \t]+(read|operator)[ \t]+sha256:([0-9a-f]{64})");

  public Token {
    if (!isName(name)) {
      throw new IllegalArgumentException("no name: " + name);
    }
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** A new secret, which is told to nobody but the one it is for. */
  public static String secret() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  public static Token of(String name, Role role, String secret) {
    return new Token(name, role, HexFormat.of().formatHex(digest(secret)));
  }

  /** Reads {@link #line}; empty for what is none. */
  static Optional<Token> read(String line) {
    Matcher parts = LINE.matcher(line.strip());
    return parts.matches() && isName(parts.group(1))
        ? Role.of(parts.group(2)).map(role -> new Token(parts.group(1), role, parts.group(3)))
        : Optional.empty();
  }

  /** For the file of tokens, without a line end. */
  public String line() {
    return name + " " + role.word() + " sha256:" + hash;
  }

  /** Whether that is it; in a time that does not tell how much of it is. */
  boolean is(byte[] digest) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(hash), digest);
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
