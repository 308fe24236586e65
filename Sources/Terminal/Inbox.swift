import Synchronization
import Wakes

/// Where other threads leave events for the thread that polls.
///
/// The only thing here that several threads touch. Leaving an event wakes the poll; taking them empties the inbox.
package final class Inbox<Event: Sendable>: Sendable {
  /// The descriptor that is readable while events may be waiting.
  package var descriptor: Int32 { wake.descriptor }
  private let wake = Wake()
  private let events = Mutex<[Event]>([])

  /// Makes an empty inbox.
  package init() throws(TerminalError) {
    guard wake.descriptor >= 0 else { throw .noEventSource }
  }

  /// Leaves an event; may be called from any thread.
  package func post(_ event: Event) {
    let wasEmpty = events.withLock { events in
      events.append(event)
      return events.count == 1
    }
    // Whoever takes events silences the descriptor first, so the first one left after that rings again.
    if wasEmpty { wake.ring() }
  }

  /// Takes all events, oldest first.
  package func take() -> [Event] {
    wake.silence()
    return events.withLock { events in
      let taken = events
      events.removeAll(keepingCapacity: true)
      return taken
    }
  }
}
