// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.Expectation;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.Expectation.Contains;
import director.healthcheck.request.Expectation.Digest;
import director.healthcheck.request.Expectation.Lacks;
import director.healthcheck.request.Expectation.Matches;
import director.healthcheck.request.Expectation.MatchesNot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Judges the bytes of an answer by what is expected of them. */
final class Expectations {

  /** More of an expected text is not shown. */
  private static final int SHOWN = 60;

  private final List<Expectation> wanted;

  Expectations(List<Expectation> wanted) {
    this.wanted = wanted;
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }

  /**
   * The first expectation that is not met, as in "has no "OK" in it": the subject of the sentence
   * is the caller's. Empty if all are met.
   *
   * @param answer as much of it as was read
   * @param whole whether that is all of it; if not, no digest can be met
   */
  Optional<String> problem(byte[] answer, boolean whole) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    // What is not UTF-8 becomes U+FFFD, and so matches nothing but a wildcard.
    String text = onlyDigests() ? "" : new String(answer, StandardCharsets.UTF_8);
    return wanted.stream()
        .map(expectation -> problem(expectation, answer, text, whole))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean onlyDigests() {
    return wanted.stream().allMatch(Digest.class::isInstance);
  }

  private static Optional<String> problem(
      Expectation expectation, byte[] answer, String text, boolean whole) {
    if (expectation instanceof Contains contains) {
      return unless(text.contains(contains.text()), "has no " + quoted(contains.text()) + " in it");
    }
    if (expectation instanceof Lacks lacks) {
      return unless(!text.contains(lacks.text()), "has " + quoted(lacks.text()) + " in it");
    }
    if (expectation instanceof Matches matches) {
      return unless(found(matches.regex(), text), "does not match " + quoted(matches.regex()));
    }
    if (expectation instanceof MatchesNot not) {
      return unless(!found(not.regex(), text), "matches " + quoted(not.regex()));
    }
    return digestProblem((Digest) expectation, answer, whole);
  }

  private static Optional<String> digestProblem(Digest wanted, byte[] answer, boolean whole) {
    String name = wanted.algorithm() == Algorithm.MD5 ? "MD5" : "SHA-256";
    if (!whole) {
      return Optional.of(
          "is longer than the "
              + answer.length
              + " bytes that are read, so its "
              + name
              + " differs");
    }
    String digest = digest(name, answer);
    return unless(
        digest.equals(wanted.hex()), "has the " + name + " " + digest + ", not " + wanted.hex());
  }

  private static String digest(String algorithm, byte[] answer) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(answer));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5 and SHA-256, but not this one", e);
    }
  }

  private static boolean found(String regex, String text) {
    return Regexes.compiled(regex).matcher(text).find();
  }

  private static Optional<String> unless(boolean met, String problem) {
    return met ? Optional.empty() : Optional.of(problem);
  }

  private static String quoted(String text) {
    return '"' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + '"';
  }
}
