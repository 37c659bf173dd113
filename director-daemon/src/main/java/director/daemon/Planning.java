// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.change.Changes;
import director.daemon.config.text.ConfigText;
import director.daemon.control.ConfigActions.Proposal;
import director.daemon.control.PlanReport;
import director.daemon.loop.Loop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Says what is configured and what another configuration would change; changes nothing. */
final class Planning {
  private final Path own;
  private final Loop loop;
  private final Configuration configuration;
  private final Configuration.Followers followers;

  /**
   * @param own the daemon's own file
   */
  Planning(Path own, Loop loop, Configuration configuration, Configuration.Followers followers) {
    this.own = own;
    this.loop = loop;
    this.configuration = configuration;
    this.followers = followers;
  }

  /** What would come of it; of the file if nothing is proposed. */
  CompletableFuture<PlanReport> plan(Optional<Proposal> proposal) {
    String name = proposal.map(Proposal::name).orElse(own.toString());
    return CompletableFuture.supplyAsync(() -> LoadedConfig.proposed(proposal, own))
        .thenCompose(
            attempt ->
                attempt
                    .loaded()
                    .map(next -> plan(name, next))
                    .orElseGet(
                        () ->
                            CompletableFuture.completedFuture(
                                new PlanReport(
                                    name, false, attempt.problems(), List.of(), List.of(), null))));
  }

  private CompletableFuture<PlanReport> plan(String name, LoadedConfig next) {
    return followers
        .kernel()
        .thenComposeAsync(
            kernel -> {
              var changes = configuration.changesTo(next.config());
              var unknown = configuration.unknownNames(next.config());
              return CompletableFuture.supplyAsync(
                  () -> report(name, next, changes.apply(kernel), unknown.get()));
            },
            loop);
  }

  private static PlanReport report(
      String name, LoadedConfig next, Changes changes, List<String> unknown) {
    List<String> warnings = new ArrayList<>();
    next.config().warnings().forEach(warning -> warnings.add(warning.toString()));
    warnings.addAll(unknown);
    return new PlanReport(name, true, List.of(), warnings, changes.list(), changes.lost());
  }

  /** As written, or with every default; secrets masked. */
  CompletableFuture<String> show(boolean effective) {
    return CompletableFuture.supplyAsync(configuration::written, loop)
        .thenApplyAsync(
            written -> effective ? ConfigText.masked(written.config()) : written.text());
  }
}
