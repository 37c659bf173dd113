// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.TrackedConfig;

/** What can be tracked. */
public final class TrackTerms {
  private TrackTerms() {}

  static Keys of(TrackedConfig tracked) {
    return new Keys()
        .named("scripts", tracked.scripts(), TrackTerms::script)
        .named("files", tracked.files(), TrackTerms::file)
        .named("processes", tracked.processes(), TrackTerms::processes)
        .named("services", tracked.services(), TrackTerms::service);
  }

  public static Term.Keyed script(TrackedConfig.Script script) {
    return new Keys()
        .texts("command", script.command())
        .time("interval", script.interval())
        .time("timeout", script.timeout())
        .number("rise", script.rise())
        .number("fall", script.fall())
        .word("initial", script.initial())
        .text("user", script.user())
        .done();
  }

  public static Term.Keyed file(TrackedConfig.File file) {
    Keys keys = new Keys().text("path", file.path().toString());
    file.whenMissing()
        .ifPresentOrElse(
            number -> keys.number("when-missing", number),
            () -> keys.word("when-missing", "fault"));
    return keys.done();
  }

  public static Term.Keyed processes(TrackedConfig.Processes processes) {
    Keys keys =
        new Keys()
            .text("program", processes.program())
            .texts("command-line", processes.commandLine())
            .text("pid-file", processes.pidFile());
    if (processes.wholeCommandLine()) {
      keys.flag("whole-command-line", true);
    }
    keys.number("min", processes.min());
    if (processes.max() != Integer.MAX_VALUE) {
      keys.number("max", processes.max());
    }
    return keys.time("appear-delay", processes.appearDelay())
        .time("vanish-delay", processes.vanishDelay())
        .done();
  }

  public static Term.Keyed service(TrackedConfig.Service service) {
    return new Keys()
        .text("service", service.service())
        .word("measure", service.measure())
        .time("hold", service.hold())
        .done();
  }
}
