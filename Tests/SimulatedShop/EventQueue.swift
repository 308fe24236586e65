/// What will happen, by time; things of one instant happen in the order in which they were planned.
struct EventQueue<Event> {
  private struct Entry {
    let atMilliseconds: Int64
    let event: Event
  }

  // Latest first, so that the next one is taken from the end.
  private var entries: [Entry] = []

  var nextMilliseconds: Int64? { entries.last?.atMilliseconds }

  mutating func add(_ event: Event, atMilliseconds time: Int64) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].atMilliseconds > time { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(atMilliseconds: time, event: event), at: low)
  }

  mutating func takeNext() -> Event? { entries.popLast()?.event }
}
