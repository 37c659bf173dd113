// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.DirectorConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes terms down as HOCON that directord reads. */
public final class ConfigText {
  private static final String MASK = "\"***\"";
  private static final String STEP = "  ";

  private final boolean masked;
  private final StringBuilder out = new StringBuilder();

  private ConfigText(boolean masked) {
    this.masked = masked;
  }

  /**
   * Every key with its value, defaults included. Read again it is an equal configuration, but for
   * its warnings. Secrets stand in it as they are: it is for files of the daemon only.
   */
  public static String of(DirectorConfig config) {
    return of(ConfigTerms.of(config), false);
  }

  /** As {@link #of}, for people: {@code "***"} stands in the place of each secret. */
  public static String masked(DirectorConfig config) {
    return of(ConfigTerms.of(config), true);
  }

  /** 64 hexadecimal digits, the same for what is equal but for its warnings (SHA-256). */
  public static String hash(DirectorConfig config) {
    try {
      byte[] text = of(config).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Any part of it, a key to a line. */
  static String of(Term.Keyed terms, boolean masked) {
    ConfigText text = new ConfigText(masked);
    text.keys(terms, "");
    return text.out.toString();
  }

  /** A value in one line, secrets masked: {@code [80, 443]}, {@code { weight = 1 }}. */
  public static String inLine(Term term) {
    return new ConfigText(true).line(term);
  }

  /** A key as it has to be written. */
  public static String key(String key) {
    // "include" begins a statement, wherever a key may stand.
    return isPlain(key) && !key.equals("include") ? key : quoted(key);
  }

  /** Without a regular expression: there are hundreds of thousands of keys. */
  private static boolean isPlain(String key) {
    for (int i = 0; i < key.length(); i++) {
      char character = key.charAt(i);
      boolean plain =
          (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z')
              || (character >= '0' && character <= '9')
              || character == '-'
              || character == '_';
      if (!plain) {
        return false;
      }
    }
    return !key.isEmpty();
  }

  private void keys(Term.Keyed section, String indent) {
    section
        .terms()
        .forEach(
            (key, term) -> {
              out.append(indent).append(key(key));
              if (term instanceof Term.Keyed keyed && !keyed.terms().isEmpty()) {
                out.append(" {\n");
                keys(keyed, indent + STEP);
                out.append(indent).append("}\n");
              } else {
                out.append(" = ").append(line(term)).append('\n');
              }
            });
  }

  private String line(Term term) {
    if (term instanceof Term.Several several) {
      List<String> all = new ArrayList<>();
      several.terms().forEach(one -> all.add(line(one)));
      return "[" + String.join(", ", all) + "]";
    }
    if (term instanceof Term.Keyed keyed) {
      return keyed.terms().isEmpty()
          ? "{}"
          : keyed.terms().entrySet().stream()
              .map(this::line)
              .collect(Collectors.joining(", ", "{ ", " }"));
    }
    Term.Value value = (Term.Value) term;
    if (value.secret() && masked) {
      return MASK;
    }
    return value.quoted() ? quoted(value.text()) : value.text();
  }

  private String line(Map.Entry<String, Term> entry) {
    return key(entry.getKey()) + " = " + line(entry.getValue());
  }

  /** As JSON has it (RFC 8259, section 7), in ASCII lest a terminal obey it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (character == '\n') {
        quoted.append("\\n");
      } else if (character == '\r') {
        quoted.append("\\r");
      } else if (character >= ' ' && character < 0x7f) {
        quoted.append(character);
      } else {
        quoted.append(String.format("\\u%04x", (int) character));
      }
    }
    return quoted.append('"').toString();
  }
}
