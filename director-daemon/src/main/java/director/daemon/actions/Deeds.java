// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.actions.state.Order;
import director.daemon.config.ActionConfig;
import director.daemon.config.ActionConfig.Command;
import director.daemon.config.ActionConfig.Webhook;
import director.daemon.config.Placeholder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs commands, each on a thread for as long as it lasts, and tells web servers. */
final class Deeds implements Performer {
  private final CommandRunner commands;
  private final Webhooks webhooks;
  private final ExecutorService threads;

  Deeds(CommandRunner commands, Webhooks webhooks) {
    this.commands = commands;
    this.webhooks = webhooks;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "action-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public CompletionStage<Ended> perform(Order order, ActionConfig action, String director) {
    if (action.deed() instanceof Webhook hook) {
      return webhooks.post(hook, action.timeout(), Account.json(order, director));
    }
    Command command = (Command) action.deed();
    return onThread(
        () ->
            commands.run(
                "action " + order,
                Placeholder.fill(command.command(), order.occasion()),
                command.user(),
                Account.environment(order, director),
                action.timeout()));
  }

  @Override
  public CompletionStage<List<String>> doubts(Collection<ActionConfig> actions) {
    return onThread(
        () -> {
          List<String> doubts = new ArrayList<>();
          for (ActionConfig action : actions) {
            if (action.deed() instanceof Command command) {
              commands
                  .problem(command.command().get(0), command.user())
                  .ifPresent(
                      why ->
                          doubts.add("action " + action.name() + " would not be run now: " + why));
            }
          }
          return doubts;
        });
  }

  private <T> CompletionStage<T> onThread(Callable<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            done.complete(task.call());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            done.cancel(false);
          } catch (Exception | Error e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  @Override
  public void close() {
    webhooks.close();
    threads.shutdownNow();
  }
}
