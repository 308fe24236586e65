/// What will happen, by time; things of one instant happen in the order in which they were planned.
package struct Timetable<Event> {
  fileprivate struct Entry {
    let atMilliseconds: Int64
    let event: Event
  }

  // Latest first, so that the next one is taken from the end.
  private var entries: [Entry] = []

  /// Nothing is planned.
  package init() {}

  /// When the next thing happens.
  package var nextMilliseconds: Int64? { entries.last?.atMilliseconds }

  /// Plans something.
  package mutating func add(_ event: Event, at time: Int64) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].atMilliseconds > time { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(atMilliseconds: time, event: event), at: low)
  }

  /// Takes the next thing, if it happens by then.
  package mutating func takeNext(through now: Int64 = .max) -> (event: Event, atMilliseconds: Int64)? {
    guard let last = entries.last, last.atMilliseconds <= now else { return nil }
    entries.removeLast()
    return (event: last.event, atMilliseconds: last.atMilliseconds)
  }
}

extension Timetable: Sendable where Event: Sendable {}
extension Timetable.Entry: Sendable where Event: Sendable {}
