// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.healthcheck.request.Expectation;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.Expectation.Contains;
import director.healthcheck.request.Expectation.Digest;
import director.healthcheck.request.Expectation.Lacks;
import director.healthcheck.request.Expectation.Matches;
import director.healthcheck.request.Expectation.MatchesNot;
import java.util.List;
import java.util.function.Function;

/** What an answer must be like. */
final class ExpectTerms {
  private ExpectTerms() {}

  static Keys texts(Keys keys, List<Expectation> all) {
    each(keys, "contains", all, Contains.class, Contains::text);
    each(keys, "lacks", all, Lacks.class, Lacks::text);
    each(keys, "matches", all, Matches.class, Matches::regex);
    each(keys, "matches-not", all, MatchesNot.class, MatchesNot::regex);
    for (Expectation one : all) {
      if (one instanceof Digest digest) {
        keys.text(digest.algorithm() == Algorithm.MD5 ? "md5" : "sha256", digest.hex());
      }
    }
    return keys;
  }

  private static <T extends Expectation> void each(
      Keys keys, String key, List<Expectation> all, Class<T> kind, Function<T, String> text) {
    keys.texts(key, all.stream().filter(kind::isInstance).map(kind::cast).map(text).toList());
  }
}
