// SPDX-License-Identifier: Apache-2.0
/**
 * How the demo is told: numbered chapters with a clock, and a table at the end.
 *
 * <p>Start reading at {@link director.lab.story.Story}. What happens in the story is not decided
 * here: see {@code director.lab.scenario.Demo}.
 */
package director.lab.story;
