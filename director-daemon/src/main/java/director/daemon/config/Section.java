// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A section of the configuration while it is read. Whatever is wrong is noted, and reading goes on
 * with a stand-in, so that one reading finds all of it. The keys that were asked for are the keys
 * there are: {@link #refuseUnknownKeys} blames the rest.
 */
final class Section {
  private static final ConfigValue ABSENT = ConfigValueFactory.fromAnyRef(null);
  private static final ConfigObject EMPTY = ConfigValueFactory.fromMap(Map.of());

  /** Of what the operator names: instances, services, real servers, the director. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  static final String NAME_WORDS = "1..64 letters, digits, dots, dashes and underscores";

  private static final String BRACES = "a section in braces";
  private static final int SHOWN_CHARACTERS = 60;

  private final ConfigObject object;
  private final String path;
  private final Supplier<Position> position;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> notYet = new LinkedHashSet<>();
  private final List<Section> children = new ArrayList<>();
  private boolean sound = true;
  private boolean secret;

  /**
   * A section that nobody has read yet.
   *
   * @param path of the section, with a dot behind it; empty for the outermost
   * @param position asked for when something is wrong, which in most of them nothing is
   */
  private Section(
      ConfigObject object, String path, Supplier<Position> position, Findings findings) {
    this.object = object;
    this.path = path;
    this.position = position;
    this.findings = findings;
  }

  /** The outermost section. */
  static Section of(ConfigObject object, Position start, Findings findings) {
    Section top = new Section(object, "", () -> start, findings);
    findings.enter("", top);
    return top;
  }

  <T> T required(String key, Kind<T> kind, T standIn) {
    return read(() -> path(key), value(key), kind, standIn);
  }

  <T> T optional(String key, Kind<T> kind, T byDefault) {
    ConfigValue value = value(key);
    return value == ABSENT ? byDefault : read(() -> path(key), value, kind, byDefault);
  }

  /** The same, of which no problem shows what stands there. */
  <T> T requiredSecret(String key, Kind<T> kind, T standIn) {
    boolean before = secret;
    secret = true;
    T value = required(key, kind, standIn);
    secret = before;
    return value;
  }

  /** A list of at least one. Each element is a key of its own: {@code expect.status[1]}. */
  <T> List<T> requiredList(String key, Kind<T> kind, String example, T standIn) {
    return elements(key, value(key), at -> kind, example, standIn);
  }

  <T> List<T> optionalList(String key, Kind<T> kind, String example, T byDefault) {
    ConfigValue value = value(key);
    return value == ABSENT
        ? List.of(byDefault)
        : elements(key, value, at -> kind, example, byDefault);
  }

  /**
   * A list, perhaps empty, of texts and sections, mixed as one likes; none when it is absent.
   *
   * @param text reads an element that is no section
   * @param section reads one that is; what it cannot read it refuses itself
   */
  <T> List<T> entries(
      String key, String example, Kind<T> text, Function<Section, T> section, T standIn) {
    ConfigValue value = value(key);
    boolean none = value == ABSENT || (value instanceof ConfigList list && list.isEmpty());
    return none ? List.of() : entries(key, value, example, text, section, standIn);
  }

  /** The same, with at least one element. */
  <T> List<T> requiredEntries(
      String key, String example, Kind<T> text, Function<Section, T> section, T standIn) {
    return entries(key, value(key), example, text, section, standIn);
  }

  private <T> List<T> entries(
      String key,
      ConfigValue value,
      String example,
      Kind<T> text,
      Function<Section, T> section,
      T standIn) {
    return elements(key, value, at -> either(at, text, section), example, standIn);
  }

  /** A value that is a section where it needs more words than one. */
  <T> T either(String key, Kind<T> kind, Function<Section, T> section, T byDefault) {
    ConfigValue value = value(key);
    return value == ABSENT
        ? byDefault
        : read(() -> path(key), value, either(path(key), kind, section), byDefault);
  }

  private <T> Kind<T> either(String at, Kind<T> kind, Function<Section, T> section) {
    return value -> {
      if (!(value instanceof ConfigObject)) {
        return kind.read(value);
      }
      ConfigObject found = Kind.section(BRACES).read(value);
      Section child = adopt(at, found);
      T whole = section.apply(child);
      if (!child.isSound()) {
        findings.distrust(at);
      }
      return whole;
    };
  }

  /** One value, or a list of at least one. */
  <T> List<T> oneOrMore(String key, Kind<T> kind, String example, T standIn) {
    ConfigValue value = value(key);
    return value instanceof ConfigList
        ? elements(key, value, at -> kind, example, standIn)
        : List.of(read(() -> path(key), value, kind, standIn));
  }

  /** A section that can be switched on and off as a whole; empty when it is off. */
  Optional<Section> switchable(String key, String expected) {
    ConfigValue value = value(key);
    if (value == ABSENT) {
      return Optional.empty();
    }
    if (value.valueType() != ConfigValueType.BOOLEAN) {
      return child(key, value, expected);
    }
    boolean on = (Boolean) value.unwrapped();
    return on ? Optional.of(child(key, EMPTY)) : Optional.empty();
  }

  /** A section of secrets: no problem shows what stands there. */
  Section secrets(String key) {
    boolean before = secret;
    secret = true;
    Section found = section(key);
    secret = before;
    found.secret = true;
    return found;
  }

  /** The names that the operator has chosen in this section, in their order. */
  SortedSet<String> names() {
    return new TreeSet<>(object.keySet());
  }

  /** Whether {@code key} is there. */
  boolean has(String key) {
    return value(key) != ABSENT;
  }

  /** Whether everything read so far was as it should be, so that it can be compared. */
  boolean isSound() {
    return sound && children.stream().allMatch(Section::isSound);
  }

  /** Blames {@code key}, or this section where it is missing, for what is wrong among several. */
  void refuse(String key, String message) {
    refuse(path(key), value(key), message);
  }

  /** Tells of something about {@code key} that may be meant so, and probably is not. */
  void warn(String key, String message) {
    findings.warn(Conflict.at(path(key), message));
  }

  /** A section that says something by being there. */
  Optional<Section> sectionIfAny(String key) {
    ConfigValue value = value(key);
    return value == ABSENT ? Optional.empty() : child(key, value, BRACES);
  }

  /** A section without which the defaults of its keys hold. */
  Section section(String key) {
    ConfigValue value = value(key);
    return value == ABSENT
        ? child(key, EMPTY)
        : child(key, value, BRACES).orElseGet(() -> child(key, EMPTY));
  }

  /** A section whose absence has to be written as {@code word}, lest it be forgotten. */
  Optional<Section> sectionOr(String word, String key, String expected) {
    ConfigValue value = value(key);
    boolean absentOnPurpose =
        !(value instanceof ConfigObject) && shown(value).equals("\"" + word + "\"");
    return absentOnPurpose ? Optional.empty() : child(key, value, expected);
  }

  /** Sections whose names the operator has chosen, in the order of these. */
  <T> SortedMap<String, T> named(String key, BiFunction<String, Section, T> reader) {
    SortedMap<String, T> all = new TreeMap<>();
    Section section = section(key);
    for (String name : new TreeSet<>(section.object.keySet())) {
      ConfigValue value = section.value(name);
      if (!NAME.matcher(name).matches()) {
        section.refuse(section.path(name), value, "must have a name of " + NAME_WORDS);
      }
      if (value != ABSENT) {
        section
            .child(name, value, BRACES)
            .ifPresent(child -> all.put(name, reader.apply(name, child)));
      }
    }
    return all;
  }

  /** Refuses a key whose meaning is settled and whose work is not done. True if it is there. */
  boolean refuses(String key, String sentence) {
    notYet.add(key);
    ConfigValue value = value(key);
    if (value != ABSENT) {
      refuse(path(key), value, sentence);
    }
    return value != ABSENT;
  }

  /** Takes {@code key} as read; no rule will conclude anything from {@code standIn}. */
  <T> T unread(String key, T standIn) {
    known.add(key);
    findings.distrust(path(key));
    return standIn;
  }

  /** To be called on the outermost section when everything has been read. */
  void refuseUnknownKeys() {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        String meant = Suggestion.forKey(known, key);
        String hint = meant.isEmpty() ? "known here: " + usable() : meant;
        refuse(path(key), object.get(key), "is not a known key; " + hint);
      }
    }
    children.forEach(Section::refuseUnknownKeys);
  }

  private String usable() {
    return known.stream().filter(key -> !notYet.contains(key)).collect(Collectors.joining(", "));
  }

  /** Where {@code key} stands, or would stand: only of a key that was asked for. */
  Optional<Position> position(String key) {
    return known.contains(key) ? Optional.of(position(value(key))) : Optional.empty();
  }

  /** {@link #ABSENT} also when it is null, which is how HOCON takes back what an include said. */
  private ConfigValue value(String key) {
    known.add(key);
    ConfigValue value = object.getOrDefault(key, ABSENT);
    return value.equals(ABSENT) ? ABSENT : value;
  }

  private <T> T read(Supplier<String> key, ConfigValue value, Kind<T> kind, T standIn) {
    if (kind instanceof Secret.Hidden) {
      findings.hide(key.get());
    }
    try {
      T meaning = kind.read(value);
      if (kind instanceof Secret.Hidden) {
        Secret.place(value).ifPresent(place -> askToRead(key.get(), value, place));
      }
      return meaning;
    } catch (DeniedFileException e) {
      if (findings.isForAnother()) {
        askToRead(key.get(), value, e.file());
        findings.distrust(key.get());
        sound = false;
      } else {
        refuse(key.get(), value, e.whenGiven(shown(value)));
      }
    } catch (UnacceptableValueException e) {
      refuse(key.get(), value, value == ABSENT ? e.whenMissing() : e.whenGiven(shown(value)));
    } catch (ConfigException.NotResolved e) {
      refuse(key.get(), value, "refers to something that is not defined: " + shown(value));
    }
    return standIn;
  }

  private void askToRead(String key, ConfigValue value, String place) {
    findings.ask(key, position(value), Findings.READABLE + place);
  }

  private <T> List<T> elements(
      String key, ConfigValue value, Function<String, Kind<T>> kindAt, String example, T standIn) {
    List<T> all = new ArrayList<>();
    for (ConfigValue element : read(() -> path(key), value, Kind.list(example), List.of())) {
      String at = path(key) + "[" + all.size() + "]";
      findings.locate(at, position(element));
      all.add(read(() -> at, element, kindAt.apply(at), standIn));
    }
    return all;
  }

  private Optional<Section> child(String key, ConfigValue value, String expected) {
    return read(() -> path(key), value, Kind.section(expected).maybe(), Optional.empty())
        .map(found -> child(key, found));
  }

  private Section child(String key, ConfigObject found) {
    return adopt(path(key), found);
  }

  private Section adopt(String at, ConfigObject found) {
    Section child =
        new Section(
            found,
            at + ".",
            () -> found == EMPTY ? position.get() : Position.of(found, position.get()),
            findings);
    child.secret = secret;
    children.add(child);
    findings.enter(child.path, child);
    return child;
  }

  private void refuse(String key, ConfigValue value, String message) {
    sound = false;
    findings.refuse(key, position(value), message);
  }

  private Position position(ConfigValue value) {
    return value == ABSENT ? position.get() : Position.of(value, position.get());
  }

  private String path(String key) {
    return path + ConfigUtil.joinPath(key);
  }

  private String shown(ConfigValue value) {
    if (secret || findings.quotesNothing()) {
      return "something else, which is not shown";
    }
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
