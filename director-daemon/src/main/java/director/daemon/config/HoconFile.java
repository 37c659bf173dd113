// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of the configuration, with what it includes. An include names one file, relative to the
 * file it stands in, and the file must be there: HOCON's own rules would pass over a missing one in
 * silence, guess endings, and look into the class path and the network.
 */
final class HoconFile
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final String NO_FILE = "must be a file on this machine";
  private static final ConfigObject NOTHING = ConfigFactory.empty().root();

  private final Path file;
  private final String text;
  private final List<Path> including;
  private final Findings findings;
  private final Includes includes;

  /** Which files may be included. */
  @FunctionalInterface
  interface Includes {
    /** Whoever may write the configuration may have any file read. */
    Includes ANY = file -> Optional.empty();

    /** Why not this one, to be read after its name; empty if it may. */
    Optional<String> refusal(Path file);
  }

  private HoconFile(
      Path file, String text, List<Path> including, Findings findings, Includes includes) {
    this.file = file;
    this.text = text;
    this.including = new ArrayList<>(including);
    this.including.add(identity(file));
    this.findings = findings;
    this.includes = includes;
  }

  /** The tree that {@code text} stands for, with substitutions still open. */
  static ConfigObject parse(String text, Path file, Findings findings, Includes includes) {
    return new HoconFile(file, text, List.of(), findings, includes).parse();
  }

  private ConfigObject parse() {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(file.toString())
            .setIncluder(this);
    try {
      return ConfigFactory.parseString(text, options).root();
    } catch (ConfigException e) {
      HoconProblem.report(e, file, findings);
      return NOTHING;
    }
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    try {
      Path included = file.resolveSibling(what);
      if (including.contains(identity(included))) {
        return refuse(what, "is being read already: the includes go in a circle");
      }
      Optional<String> refusal = includes.refusal(included);
      if (refusal.isPresent()) {
        return refuse(what, refusal.get());
      }
      String text = FileText.read(included);
      ask(what, Findings.READABLE + included);
      return new HoconFile(included, text, including, findings, includes).parse();
    } catch (FileText.UnreadableException e) {
      return refuse(what, e.getMessage());
    } catch (InvalidPathException e) {
      return refuse(what, "is no name of a file: " + e.getReason());
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refuse(what.toString(), NO_FILE);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return refuse(what, NO_FILE);
  }

  /** Other includers are not asked. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private void ask(String what, String question) {
    if (findings.isForAnother()) {
      findings.ask(key(what), new Position(file.toString(), lineOfInclude(what)), question);
    }
  }

  private static String key(String what) {
    return "include \"" + what + "\"";
  }

  private ConfigObject refuse(String what, String message) {
    Position at = new Position(file.toString(), lineOfInclude(what));
    findings.refuse(key(what), at, message);
    return NOTHING;
  }

  /** The parser does not say where the include stands. */
  private int lineOfInclude(String what) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int include = lines.get(i).indexOf("include");
      if (include >= 0 && lines.get(i).indexOf('"' + what + '"', include) > 0) {
        return i + 1;
      }
    }
    return 0;
  }

  private static Path identity(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
