// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.DirectorConfig;
import director.daemon.config.text.ConfigTerms;
import director.daemon.config.text.ConfigText;
import director.daemon.config.text.Term;
import director.daemon.peer.packet.Account.Setting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration in sections that can be compared with those of another director: with all
 * defaults written out, without secrets, and without what differs between directors by nature.
 *
 * @param sections by their paths: {@code services.photos-https}, {@code ipvs}
 */
record ConfigSections(SortedMap<String, Term> sections) {

  /** Of one director only, wherever they stand. */
  private static final Set<String> OWN = Set.of("source", "interface", "device", "label");

  /** Of a virtual router: the two are not meant to be equal, or each names the other. */
  private static final Set<String> OWN_OF_INSTANCE =
      Set.of("priority", "preempt", "preempt-delay", "track", "peers", "vmac");

  private static final Set<String> COMPARED =
      Set.of("ipvs", "checks", "resolver", "actions", "track");

  private static final int LONGEST_VALUE = 60;
  private static final int SHOWN = 40;
  private static final int DEEPEST = 3;

  ConfigSections {
    sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
  }

  static ConfigSections of(DirectorConfig config) {
    SortedMap<String, Term> sections = new TreeMap<>();
    ConfigTerms.of(config)
        .terms()
        .forEach(
            (key, term) -> {
              if (key.equals("vrrp") && term instanceof Term.Keyed vrrp) {
                vrrp(vrrp, sections);
              } else if (key.equals("services") && term instanceof Term.Keyed services) {
                services
                    .terms()
                    .forEach((name, it) -> sections.put("services." + name, without(it, OWN)));
              } else if (COMPARED.contains(key)) {
                sections.put(key, without(term, OWN));
              }
            });
    return new ConfigSections(sections);
  }

  private static void vrrp(Term.Keyed vrrp, SortedMap<String, Term> sections) {
    Set<String> own = new HashSet<>(OWN);
    own.addAll(OWN_OF_INSTANCE);
    if (vrrp.terms().get("instances") instanceof Term.Keyed instances) {
      instances
          .terms()
          .forEach((name, it) -> sections.put("vrrp.instances." + name, without(it, own)));
    }
    Term groups = vrrp.terms().get("sync-groups");
    if (groups != null) {
      sections.put("vrrp.sync-groups", without(groups, own));
    }
  }

  private static Term without(Term term, Set<String> own) {
    if (term instanceof Term.Keyed keyed) {
      Map<String, Term> rest = new LinkedHashMap<>();
      keyed
          .terms()
          .forEach(
              (key, value) -> {
                if (!own.contains(key) && !isResolved(key)) {
                  rest.put(key, without(value, own));
                }
              });
      return new Term.Keyed(rest);
    }
    return term instanceof Term.Several several
        ? new Term.Several(several.terms().stream().map(one -> without(one, own)).toList())
        : term;
  }

  /** A server at an address of a DNS name, which each director looks up itself. */
  private static boolean isResolved(String key) {
    return key.indexOf('@') >= 0;
  }

  /** A hash of each section. */
  SortedMap<String, Integer> hashes() {
    SortedMap<String, Integer> hashes = new TreeMap<>();
    sections.forEach(
        (path, term) -> hashes.put(path, ByteBuffer.wrap(digest(text(term))).getInt()));
    return hashes;
  }

  /** A hash of all of it. */
  long hash() {
    StringBuilder all = new StringBuilder();
    sections.forEach((path, term) -> all.append(path).append(' ').append(text(term)).append('\n'));
    return ByteBuffer.wrap(digest(all.toString())).getLong();
  }

  private static String text(Term term) {
    return ConfigText.inLine(term);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /** The keys of some sections, of each all or none, and {@code most} at most. */
  List<Setting> settings(Collection<String> paths, int most) {
    List<Setting> settings = new ArrayList<>();
    for (String path : paths) {
      List<Setting> some = new ArrayList<>();
      Term section = sections.get(path);
      if (section != null) {
        collect(path, "", section, 0, some);
      }
      if (settings.size() + some.size() <= most) {
        settings.addAll(some);
      }
    }
    return settings;
  }

  private static void collect(
      String path, String prefix, Term term, int depth, List<Setting> settings) {
    if (term instanceof Term.Keyed keyed && depth < DEEPEST && !keyed.terms().isEmpty()) {
      keyed
          .terms()
          .forEach(
              (key, value) ->
                  collect(
                      path,
                      prefix.isEmpty() ? ConfigText.key(key) : prefix + "." + ConfigText.key(key),
                      value,
                      depth + 1,
                      settings));
    } else {
      settings.add(new Setting(path, prefix, shortened(text(term))));
    }
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : "%s... (%08x)"
            .formatted(value.substring(0, SHOWN), ByteBuffer.wrap(digest(value)).getInt());
  }
}
