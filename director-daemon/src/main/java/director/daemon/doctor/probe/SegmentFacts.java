// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda;
import director.daemon.doctor.fact.Agenda.Path;
import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts.Answer;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.Nic;
import director.daemon.doctor.fact.ServerPath;
import director.daemon.doctor.fact.ServerPath.Reply;
import director.daemon.doctor.packet.Mac;
import director.netlink.text.AddressText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What all segments together told.
 *
 * @param hearing by virtual router
 * @param answers by virtual router
 */
record SegmentFacts(
    SortedMap<String, Known<Hearing>> hearing,
    SortedMap<String, Known<List<Answer>>> answers,
    List<ServerPath> servers) {

  /** Looks at all segments that the agenda has something to do with. */
  static SegmentFacts of(Agenda agenda, Known<SortedMap<String, Nic>> interfaces) {
    if (interfaces.value().isEmpty()) {
      return collect(agenda, Map.of(), path -> Known.not(interfaces.why()), interfaces.why());
    }
    try (Segments segments = new Segments(agenda, interfaces.value().get().values())) {
      Map<String, Known<SegmentProbe.Result>> results = results(segments.probes());
      return collect(
          new Agenda(
              agenda.modules(),
              agenda.needsForwarding(),
              agenda.routers(),
              agenda.paths().stream().filter(path -> !segments.isOwn(path.address())).toList(),
              agenda.certificates(),
              agenda.omitted()),
          results,
          path ->
              segments
                  .of(path.address())
                  .map(nic -> Known.of(nic.name()))
                  .orElse(
                      Known.not(
                          AddressText.of(path.address())
                              + " is on no segment of this host: there is no link-layer address to"
                              + " hand a packet to")),
          "its interface is not there, or is down");
    } catch (IOException e) {
      return collect(
          agenda,
          Map.of(),
          path -> Known.not(String.valueOf(e.getMessage())),
          String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Known<SegmentProbe.Result>> results(Map<Nic, SegmentProbe> probes) {
    Map<String, CompletableFuture<Known<SegmentProbe.Result>>> looking = new LinkedHashMap<>();
    probes.forEach(
        (nic, probe) ->
            looking.put(
                nic.name(),
                Background.start(
                    () -> Look.at("frames of " + nic.name() + " (as root)", probe::look))));
    Map<String, Known<SegmentProbe.Result>> results = new LinkedHashMap<>();
    looking.forEach((name, look) -> results.put(name, look.join()));
    return results;
  }

  private interface Way {
    Known<String> of(Path path);
  }

  private static SegmentFacts collect(
      Agenda agenda, Map<String, Known<SegmentProbe.Result>> results, Way way, String otherwise) {
    SortedMap<String, Known<Hearing>> hearing = new TreeMap<>();
    SortedMap<String, Known<List<Answer>>> answers = new TreeMap<>();
    for (Router router : agenda.routers()) {
      Known<SegmentProbe.Result> result =
          results.getOrDefault(router.interfaceName(), Known.not(otherwise));
      hearing.put(router.name(), result.map(it -> it.hearing().get(router.name())));
      answers.put(router.name(), result.map(it -> it.answers().get(router.name())));
    }
    List<ServerPath> servers = new ArrayList<>();
    for (Path path : agenda.paths()) {
      servers.add(server(path, way.of(path), results));
    }
    return new SegmentFacts(hearing, answers, servers);
  }

  private static ServerPath server(
      Path path, Known<String> way, Map<String, Known<SegmentProbe.Result>> results) {
    Known<SegmentProbe.Result> result =
        way.value().isEmpty()
            ? Known.not(way.why())
            : results.getOrDefault(way.value().get(), Known.not("nobody looked"));
    Known<String> mac = Known.not(result.why());
    Known<Reply> reply = Known.not(result.why());
    if (result.value().isPresent()) {
      Optional<Mac> answered = Optional.ofNullable(result.value().get().macs().get(path.address()));
      mac =
          answered
              .map(it -> Known.of(it.text()))
              .orElse(Known.not("it does not answer ARP for its own address"));
      reply = Known.of(result.value().get().replies().getOrDefault(path, Reply.SILENT));
    }
    return new ServerPath(
        path.service(),
        path.server(),
        AddressText.of(path.address()),
        AddressText.of(path.virtual()),
        path.port(),
        way.value().orElse(""),
        mac,
        reply);
  }
}
