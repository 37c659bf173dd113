// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.StartRefusedException;
import director.daemon.control.DirectorVersion;
import director.daemon.supervision.Supervisor;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code directord}. */
public final class Directord {
  private Directord() {}

  public static void main(String... args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    // A thread that ends by a mistake would leave the others to go on without it.
    Thread.setDefaultUncaughtExceptionHandler((thread, mistake) -> dieOf(mistake));
    boolean elector = args.length > 0 && args[0].equals("vrrp");
    CommandLine program = elector ? electorAlone() : program();
    program.setExecutionExceptionHandler(
        (exception, command, parsed) -> refuse(exception, command.getErr()));
    int status = program.execute(args);
    LogFormat.flush();
    return status;
  }

  static CommandLine program() {
    return new CommandLine(new RunCommand())
        .addSubcommand(new ElectorCommand())
        .addSubcommand(new ReleaseCommand());
  }

  /** It is started with what an elector needs and no more: the other commands are not there. */
  private static CommandLine electorAlone() {
    return new CommandLine(new Alone()).addSubcommand(new ElectorCommand());
  }

  @Command(name = "directord")
  private static final class Alone {}

  /** A refusal is a sentence; anything else is a mistake of ours, and its trace is evidence. */
  private static int refuse(Exception exception, PrintWriter err) {
    if (exception instanceof StartRefusedException refused) {
      err.println("directord: " + refused.getMessage());
      Supervisor.ofThisProcess().tell(LastWords.of(refused));
      return refused.exitStatus();
    }
    Supervisor.ofThisProcess().tell(LastWords.of(exception));
    err.println("directord: internal error, please report it: " + exception);
    exception.printStackTrace(err);
    return StartRefusedException.INTERNAL;
  }

  /**
   * Ends the process at once, as kill -9 would: what it holds stays, and whoever watches restarts.
   */
  static void dieOf(Throwable mistake) {
    Throwable inner = mistake instanceof CompletionException ? mistake.getCause() : null;
    Throwable cause = inner == null ? mistake : inner;
    LoggerFactory.getLogger("directord").error("internal error, ending", cause);
    Supervisor.ofThisProcess().tell(LastWords.of(cause));
    LogFormat.flush();
    Runtime.getRuntime().halt(StartRefusedException.INTERNAL);
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"directord " + DirectorVersion.current()};
    }
  }

  /** The words that both programs say of their exit status. */
  @Command(
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:stopped in order",
        "2:wrong use of options",
        "69:a needed kernel facility is missing",
        "70:internal error",
        "75:another one runs with this state directory",
        "77:missing privilege",
        "78:the configuration was refused"
      })
  abstract static class Program {}
}
