// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.Advice.Mode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an agent, in the words of HAProxy's {@code agent-check}: a percentage, words for the
 * operational state ({@code up}, {@code down}, {@code stopped}, {@code fail}), words for the
 * administrative one ({@code ready}, {@code drain}, {@code maint}), {@code maxconn:N}, and a
 * description after {@code #}. Of each kind the last word holds. Upper and lower case are the same.
 *
 * @param bad the word for an operational state that is down; empty if it is up or not mentioned
 * @param mode empty if no word is said about it
 * @param percent of the weight; 1,000,000 for more; empty if none is said
 * @param description without the {@code #}; empty for none
 * @param known whether there is a word at all that means something
 * @param notes words that are not acted upon, in sentences
 */
record AgentAnswer(
    Optional<String> bad,
    Optional<Mode> mode,
    OptionalInt percent,
    String description,
    boolean known,
    List<String> notes) {

  /** More of them are passed over in silence. */
  private static final int MOST_NOTES = 5;

  private static final int MOST_PERCENT = 1_000_000;
  private static final Pattern WORD = Pattern.compile("[^ \\t,]+");
  private static final Pattern PERCENT = Pattern.compile("[0-9]+%");
  private static final Pattern MAXCONN = Pattern.compile("maxconn:[0-9]+");

  AgentAnswer {
    notes = List.copyOf(notes);
  }

  /** Reads a line without its end; there is none that cannot be read. */
  static AgentAnswer parse(String line) {
    int sharp = sharp(line);
    Words words = new Words();
    Matcher word = WORD.matcher(line.substring(0, sharp));
    while (word.find()) {
      words.take(word.group().toLowerCase(Locale.ROOT));
    }
    String description = line.substring(Math.min(line.length(), sharp + 1)).strip();
    return new AgentAnswer(
        words.bad, words.mode, words.percent, description, words.known, words.notes);
  }

  /** Where the description begins: at a # that begins a word. */
  private static int sharp(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '#' && (i == 0 || " \t,".indexOf(line.charAt(i - 1)) >= 0)) {
        return i;
      }
    }
    return line.length();
  }

  /** What has been said up to a word. */
  private static final class Words {
    private Optional<String> bad = Optional.empty();
    private Optional<Mode> mode = Optional.empty();
    private OptionalInt percent = OptionalInt.empty();
    private boolean known;
    private final List<String> notes = new ArrayList<>();

    void take(String word) {
      boolean understood = true;
      switch (word) {
        case "up" -> bad = Optional.empty();
        case "down", "stopped", "fail", "failed" -> bad = Optional.of(word);
        case "ready" -> mode = Optional.of(Mode.SERVE);
        case "drain" -> mode = Optional.of(Mode.DRAIN);
        case "maint" -> mode = Optional.of(Mode.MAINTENANCE);
        default -> understood = takeNumber(word);
      }
      known |= understood;
    }

    private boolean takeNumber(String word) {
      if (PERCENT.matcher(word).matches()) {
        percent = OptionalInt.of(bounded(word.substring(0, word.length() - 1)));
        return true;
      }
      boolean maxconn = MAXCONN.matcher(word).matches();
      if (notes.size() < MOST_NOTES) {
        notes.add(
            "the agent says "
                + quoted(word)
                + (maxconn ? ", not applied here" : ", not understood"));
      }
      return maxconn;
    }

    private static String quoted(String word) {
      byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
      return Excerpt.of(bytes, bytes.length);
    }

    private static int bounded(String digits) {
      String significant = digits.replaceFirst("^0+", "");
      return significant.length() > 7
          ? MOST_PERCENT
          : Math.min(MOST_PERCENT, Integer.parseInt("0" + significant));
    }
  }
}
