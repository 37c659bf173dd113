// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.peer.state.News;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and those who follow events what is new about other directors. */
final class PeerNews {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** At once; whoever lost half of his servers differs in a thousand ways. */
  private static final int MOST = 20;

  private final EventSink events;

  PeerNews(EventSink events) {
    this.events = events;
  }

  void tell(List<News> all) {
    all.subList(0, Math.min(MOST, all.size())).forEach(this::tell);
    if (all.size() > MOST) {
      News last = all.get(all.size() - 1);
      tell(
          new News(
              last.kind(),
              last.director(),
              "and %d more changes between it and us".formatted(all.size() - MOST)));
    }
  }

  private void tell(News news) {
    Event event = event(news);
    LOG.info("{}: {}", event.target(), event.reason());
    events.tell(event);
  }

  private static Event event(News news) {
    Target peer = new Target(Target.Kind.PEER, news.director());
    return switch (news.kind()) {
      case HEARD -> Event.state(peer, "", "HEARD", news.sentence());
      case LOST -> Event.state(peer, "HEARD", "LOST", news.sentence());
      case BEGUN -> Event.state(peer, "", "DIFFERS", news.sentence());
      case ENDED -> Event.state(peer, "DIFFERS", "", "no longer: " + news.sentence());
    };
  }
}
