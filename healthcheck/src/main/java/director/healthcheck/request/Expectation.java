// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

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
   *     the answer, whatever a server sends
   */
  record Matches(String regex) implements Expectation {}

  /** The expression is not found in it. */
  record MatchesNot(String regex) implements Expectation {}

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
}
