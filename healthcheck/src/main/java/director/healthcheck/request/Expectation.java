// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** What an answer must be like, beyond its status. Text is compared as UTF-8. */
public sealed interface Expectation {

  /** It has this text somewhere. */
  record Contains(String text) implements Expectation {}

  /** It has not this text anywhere. */
  record Lacks(String text) implements Expectation {}

  /**
   * The expression is found in it, anywhere.
   *
   * @param regex in the syntax of RE2, which has no backtracking and therefore takes time linear in
   *     the answer, whatever a server sends; others are refused with an IllegalArgumentException
   */
  record Matches(String regex) implements Expectation {
    public Matches {
      requireRe2(regex);
    }
  }

  /** The expression is not found in it. */
  record MatchesNot(String regex) implements Expectation {
    public MatchesNot {
      requireRe2(regex);
    }
  }

  /**
   * Its digest, over all of it; an answer that is longer than what is read has another one.
   *
   * @param hex in lower case
   */
  record Digest(Algorithm algorithm, String hex) implements Expectation {}

  /** The digests. MD5 is keepalived's. */
  enum Algorithm {
    SHA_256,
    MD5
  }

  private static void requireRe2(String regex) {
    try {
      var unused = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription() + ": " + e.getPattern(), e);
    }
  }
}
