// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.RefusalSite;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the daemon says, and with which exit status, where it cannot start. */
final class RefusalGroup extends SiteGroup<RefusalSite> {
  private static final Path IPVS_LOADED = Path.of("/sys/module/ip_vs");

  /** Below /run, which is the lab's own on either way in. */
  private static final Path MODPROBE = Path.of("/run/modprobe.d/no-ipvs.conf");

  private final Path distribution;

  RefusalGroup(Path distribution) {
    this.distribution = distribution;
  }

  @Override
  public String name() {
    return "refusals";
  }

  /** Without IPVS comes first: nothing takes the module out of the kernel again. */
  @Override
  public List<Scenario> scenarios() {
    return List.of(
        new Scenario(
            "no-ipvs",
            "Without IPVS in the kernel it says what to load, and exits 69",
            this::withoutIpvs),
        new Scenario(
            "no-root",
            "Without privileges it says what is missing, and exits 77",
            this::withoutRoot),
        new Scenario(
            "five-mistakes",
            "Of a bad configuration it names all five lines, and exits 78",
            this::fiveMistakes));
  }

  @Override
  RefusalSite build() throws IOException, InterruptedException {
    return RefusalSite.build(distribution);
  }

  @Override
  void awaitCalm(RefusalSite site) {
    Claim.that(site.director().host().processes().isEmpty(), "directord still runs on d1");
  }

  private String withoutIpvs() throws IOException, InterruptedException, SkippedException {
    if (Files.exists(IPVS_LOADED)) {
      throw new SkippedException("this kernel has ip_vs loaded already, and others may use it");
    }
    Files.createDirectories(MODPROBE.getParent());
    Files.writeString(MODPROBE, "install ip_vs /bin/false\n");
    try {
      director().configure(DirectorConfig.VALID);
      Finished refused = director().host().run(arguments());
      expect(69, "(?i).*ip_vs.*", refused);
      return firstLine(refused);
    } finally {
      Files.delete(MODPROBE);
    }
  }

  private String withoutRoot() throws IOException, InterruptedException {
    director().configure(DirectorConfig.VALID);
    // It may read all files, so that it finds itself in a checkout under a home that is closed to
    // others.
    Finished refused =
        director()
            .host()
            .run(
                arguments(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--inh-caps=+dac_read_search",
                    "--ambient-caps=+dac_read_search"));
    expect(77, "(?i).*(root|CAP_NET_ADMIN|privilege).*", refused);
    return firstLine(refused);
  }

  private String fiveMistakes() throws IOException, InterruptedException {
    director().configure(DirectorConfig.FIVE_MISTAKES);
    Finished refused = director().host().run(arguments());
    SortedSet<Integer> lines = new TreeSet<>();
    Matcher place = Pattern.compile("director\\.conf:(\\d+)").matcher(refused.err());
    while (place.find()) {
      lines.add(Integer.valueOf(place.group(1)));
    }
    Claim.equal(78, refused.exit(), "exit status; it said " + refused.err());
    Claim.equal(
        new TreeSet<>(DirectorConfig.MISTAKEN_LINES), lines, "lines that it complains about");
    return "";
  }

  private DirectorHost director() {
    return site().director();
  }

  private String[] arguments(String... before) {
    return director().commandLine(before).toArray(String[]::new);
  }

  private static void expect(int exit, String sentence, Finished refused) {
    Claim.equal(exit, refused.exit(), "exit status; it said " + refused.err());
    Claim.that(
        refused.err().lines().anyMatch(line -> line.matches(sentence)),
        "no sentence like '" + sentence + "' in: " + refused.err());
    Claim.that(
        !refused.err().contains("\tat "), "a stack trace is not a sentence: " + refused.err());
  }

  private static String firstLine(Finished refused) {
    return refused.err().lines().findFirst().orElse("");
  }
}
