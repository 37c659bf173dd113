// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.change.Touch.Verb;
import director.daemon.config.DirectorConfig;
import director.daemon.config.TrackedConfig;
import director.daemon.config.text.ActionTerms;
import director.daemon.config.text.ConfigTerms;
import director.daemon.config.text.Term.Keyed;
import director.daemon.config.text.TrackTerms;
import director.daemon.config.text.VipTerms;
import director.daemon.control.PlanReport.Change;
import director.daemon.event.Target;
import director.ipvs.IpvsSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that would be another with another configuration.
 *
 * @param list what is removed first; beyond {@value #MOST} of a kind the rest is counted in one
 * @param lost connections that do not live on; null while the kernel cannot be read
 */
public record Changes(List<Change> list, @Nullable Long lost) {
  static final int MOST = 1000;

  /** Removed things first, and those in the order in which targets are listed. */
  private static final Comparator<Touch> ORDER =
      Comparator.comparing(Touch::verb).thenComparing(touch -> touch.target().kind());

  public Changes {
    list = List.copyOf(list);
  }

  /**
   * The difference; none between equal configurations, whatever warnings they have.
   *
   * @param before with a server for each address of a DNS name, as {@code after}
   * @param kernel empty when it could not be read
   * @param standings of virtual routers, by name, as far as they are known
   */
  public static Changes between(
      DirectorConfig before,
      DirectorConfig after,
      Optional<IpvsSnapshot> kernel,
      Map<String, Standing> standings) {
    List<Touch> all = new ArrayList<>();
    new VipChanges(before, after, standings, all::add).find();
    named(Target.Kind.GROUP, before.vrrp().groups(), after.vrrp().groups(), VipTerms::group, all);
    tracked(before.tracked(), after.tracked(), all);
    new ServiceChanges(before, after, new LiveConnections(kernel, after), all::add).find();
    section(
        Target.IPVS,
        "",
        ConfigTerms.ipvs(before.ipvs()),
        ConfigTerms.ipvs(after.ipvs()),
        before.ipvs().sync().equals(after.ipvs().sync())
            ? ""
            : "connection synchronisation starts anew; connections live on",
        all);
    section(
        Target.CONFIG,
        "",
        ConfigTerms.rest(before),
        ConfigTerms.rest(after),
        late(before, after),
        all);
    named(
        Target.Kind.CONFIG,
        before.actions(),
        after.actions(),
        ActionTerms::of,
        (name, line) -> "actions." + name + (line.isEmpty() ? "" : "." + line),
        all);
    all.sort(ORDER);
    Long lost = kernel.isPresent() ? all.stream().mapToLong(Touch::lost).sum() : null;
    return new Changes(few(all), lost);
  }

  /** What a reload cannot do at once. */
  private static String late(DirectorConfig before, DirectorConfig after) {
    return before.vrrp().startDelay().equals(after.vrrp().startDelay())
        ? ""
        : "vrrp.start-delay counts from the start of the elector: it shows with its next start";
  }

  private static void tracked(TrackedConfig was, TrackedConfig is, List<Touch> all) {
    named(Target.Kind.TRACK, was.scripts(), is.scripts(), TrackTerms::script, all);
    named(Target.Kind.TRACK, was.files(), is.files(), TrackTerms::file, all);
    named(Target.Kind.TRACK, was.processes(), is.processes(), TrackTerms::processes, all);
    named(Target.Kind.TRACK, was.services(), is.services(), TrackTerms::service, all);
  }

  private static <T> void named(
      Target.Kind kind,
      SortedMap<String, T> before,
      SortedMap<String, T> after,
      Function<T, Keyed> terms,
      List<Touch> all) {
    named(kind, before, after, terms, (name, line) -> line, all);
  }

  /**
   * Compares what is known by names.
   *
   * @param wording of a line about a name
   */
  private static <T> void named(
      Target.Kind kind,
      SortedMap<String, T> before,
      SortedMap<String, T> after,
      Function<T, Keyed> terms,
      BiFunction<String, String, String> wording,
      List<Touch> all) {
    Function<String, Target> target =
        name -> kind == Target.Kind.CONFIG ? Target.CONFIG : new Target(kind, name);
    ByName.compare(
        before,
        after,
        (name, was) -> all.add(Touch.of(Verb.REMOVE, target.apply(name), line(wording, name), "")),
        (name, was, is) -> {
          List<String> lines =
              Difference.of(terms.apply(was), terms.apply(is)).stream()
                  .map(line -> wording.apply(name, line))
                  .toList();
          all.add(Touch.of(Verb.CHANGE, target.apply(name), lines, ""));
        },
        (name, is) -> all.add(Touch.of(Verb.ADD, target.apply(name), line(wording, name), "")));
  }

  private static List<String> line(BiFunction<String, String, String> wording, String name) {
    String line = wording.apply(name, "");
    return line.isEmpty() ? List.of() : List.of(line);
  }

  private static void section(
      Target target, String path, Keyed before, Keyed after, String effect, List<Touch> all) {
    if (!before.equals(after)) {
      List<String> lines = Difference.of(before, after).stream().map(line -> path + line).toList();
      all.add(Touch.of(Verb.CHANGE, target, lines, effect));
    }
  }

  /** The first of each kind, and how many more there are. */
  private static List<Change> few(List<Touch> all) {
    List<Change> few = new ArrayList<>();
    Map<Verb, Map<Target.Kind, List<Touch>>> rest = new EnumMap<>(Verb.class);
    Map<Verb, Map<Target.Kind, Integer>> counts = new EnumMap<>(Verb.class);
    for (Touch touch : all) {
      int before =
          counts
              .computeIfAbsent(touch.verb(), verb -> new EnumMap<>(Target.Kind.class))
              .merge(touch.target().kind(), 1, Integer::sum);
      if (before <= MOST) {
        few.add(touch.reported());
      } else {
        rest.computeIfAbsent(touch.verb(), verb -> new EnumMap<>(Target.Kind.class))
            .computeIfAbsent(touch.target().kind(), kind -> new ArrayList<>())
            .add(touch);
      }
    }
    rest.forEach(
        (verb, kinds) -> kinds.forEach((kind, touches) -> few.add(counted(verb, kind, touches))));
    return few;
  }

  private static Change counted(Verb verb, Target.Kind kind, List<Touch> touches) {
    long lost = touches.stream().mapToLong(Touch::lost).sum();
    boolean known = touches.stream().map(Touch::touched).anyMatch(Objects::nonNull);
    long touched =
        touches.stream().map(Touch::touched).filter(Objects::nonNull).mapToLong(it -> it).sum();
    return new Touch(
            verb,
            new Target(kind, ""),
            List.of("and %d more of them".formatted(touches.size())),
            lost == 0 ? "" : Numbers.connections(lost) + " of these do not live on",
            known ? Long.valueOf(touched) : null,
            lost)
        .reported();
  }
}
