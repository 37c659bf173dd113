// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, and what was last said of it: thousands of probes a second say the same until the
 * day is over. Confined to one thread.
 */
final class SeenCertificate {

  /** One that is no X.509, or a strange one. */
  static final SeenCertificate UNREADABLE = new SeenCertificate(null);

  private final @Nullable LeafCertificate leaf;
  private String protocol = "";
  private long daysLeft;
  private List<String> notes = List.of();

  SeenCertificate(@Nullable LeafCertificate leaf) {
    this.leaf = leaf;
  }

  Optional<LeafCertificate> leaf() {
    return Optional.ofNullable(leaf);
  }

  /** As in "TLSv1.3, certificate of photos.example.com, expires 2027-01-31 (70 days)". */
  List<String> notes(String spoken, Instant now) {
    if (leaf == null) {
      return List.of(spoken + ", certificate unreadable");
    }
    long days = leaf.daysLeft(now);
    if (days != daysLeft || !spoken.equals(protocol)) {
      daysLeft = days;
      protocol = spoken;
      notes = List.of(spoken + ", " + leaf.note(now));
    }
    return notes;
  }
}
