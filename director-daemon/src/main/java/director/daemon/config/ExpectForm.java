// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.Expectation;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.StatusRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How it is written what an answer must be like. */
final class ExpectForm {
  private static final Kind<String> TEXT =
      Kind.text("a text of 1..4096 characters", Pattern.compile("(?s).{1,4096}"));
  private static final Kind<String> REGEX = Kind.text("a regular expression", ExpectForm::regex);
  private static final List<String> KEYS =
      List.of("contains", "lacks", "matches", "matches-not", "sha256", "md5");

  private ExpectForm() {}

  /** What an answer by HTTP must be like. */
  record Answer(ExpectedStatus status, List<Expectation> body, boolean strictLength) {}

  static Answer http(Section expect, Method method) {
    StatusRange usual = new StatusRange(200, 200);
    List<StatusRange> status =
        expect.optionalList("status", StatusRangeText.kind(), "[200]", usual);
    Answer answer =
        new Answer(
            new ExpectedStatus(status.isEmpty() ? List.of(usual) : status),
            texts(expect),
            expect.optional("strict-length", Kind.flag(), false));
    if (method == Method.HEAD) {
      KEYS.stream()
          .filter(expect::has)
          .forEach(key -> expect.refuse(key, "has no meaning with method = HEAD: no body comes"));
    }
    return answer;
  }

  /** What an answer must be like that is text only. */
  static List<Expectation> plain(Section expect) {
    String http = "has a meaning with type = https or http only";
    expect.refuses("status", http);
    expect.refuses("strict-length", http);
    return texts(expect);
  }

  private static List<Expectation> texts(Section expect) {
    List<Expectation> all = new ArrayList<>();
    each(expect, "contains", TEXT, Expectation.Contains::new, all);
    each(expect, "lacks", TEXT, Expectation.Lacks::new, all);
    each(expect, "matches", REGEX, Expectation.Matches::new, all);
    each(expect, "matches-not", REGEX, Expectation.MatchesNot::new, all);
    digest(expect, "sha256", 64)
        .ifPresent(hex -> all.add(new Expectation.Digest(Algorithm.SHA_256, hex)));
    digest(expect, "md5", 32).ifPresent(hex -> all.add(new Expectation.Digest(Algorithm.MD5, hex)));
    return all;
  }

  private static void each(
      Section expect,
      String key,
      Kind<String> kind,
      Function<String, Expectation> meaning,
      List<Expectation> all) {
    if (expect.has(key)) {
      expect.oneOrMore(key, kind, "[\"OK\"]", "stand-in").stream().map(meaning).forEach(all::add);
    }
  }

  private static Optional<String> digest(Section expect, String key, int digits) {
    Kind<String> kind =
        Kind.text(
            "a digest of " + digits + " hexadecimal digits",
            Pattern.compile("[0-9a-fA-F]{" + digits + "}"));
    return expect
        .optional(key, kind.maybe(), Optional.empty())
        .map(hex -> hex.toLowerCase(Locale.ROOT));
  }

  private static String regex(String text) throws UnacceptableValueException {
    try {
      var unused = new Expectation.Matches(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new UnacceptableValueException(
          "a regular expression of RE2 (https://github.com/google/re2/wiki/Syntax)",
          String.valueOf(e.getMessage()));
    }
  }
}
