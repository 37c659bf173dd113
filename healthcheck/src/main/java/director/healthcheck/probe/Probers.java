// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.Question;
import director.healthcheck.state.ProbeResult;
import java.util.function.Consumer;

/** Gives each question to who can ask it. */
public final class Probers implements Prober {

  private final Prober streams;
  private final Prober datagrams;
  private final Prober elsewhere;

  private Probers(Prober streams, Prober datagrams, Prober elsewhere) {
    this.streams = streams;
    this.datagrams = datagrams;
    this.elsewhere = elsewhere;
  }

  /**
   * Those of {@code loop}, to be used on its thread.
   *
   * @param elsewhere asks what is not asked over sockets of ours: pings, files and scripts
   */
  public static Prober on(ProbeLoop loop, ProberSource elsewhere) {
    return new Probers(loop.streamProber(), loop.datagramProber(), elsewhere.on(loop::execute));
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    Prober prober =
        switch (question.request().kind()) {
          case "udp", "dns" -> datagrams;
          case "ping", "file", "script" -> elsewhere;
          default -> streams;
        };
    return prober.start(question, done);
  }
}
