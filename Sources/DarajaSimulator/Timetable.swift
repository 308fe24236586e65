/// What will happen, by time; things of one instant happen in the order in which they were planned.
package struct Timetable<Event> {
  // Latest first, so that the next one is taken from the end. Apart from each other: a place is looked for among the
  // times alone, and an event may be large.
  private var times: [Int64] = []
  private var events: [Event] = []

  /// Nothing is planned.
  package init() {}

  /// When the next thing happens.
  package var nextMilliseconds: Int64? { times.last }

  /// Plans something.
  package mutating func add(_ event: Event, at time: Int64) {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] > time { low = middle + 1 } else { high = middle }
    }
    times.insert(time, at: low)
    events.insert(event, at: low)
  }

  /// Takes the next thing, if it happens by then.
  package mutating func takeNext(through now: Int64 = .max) -> (event: Event, atMilliseconds: Int64)? {
    guard let time = times.last, time <= now else { return nil }
    times.removeLast()
    return (event: events.removeLast(), atMilliseconds: time)
  }
}

extension Timetable: Sendable where Event: Sendable {}
