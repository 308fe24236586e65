/// What will happen, by time; things of one instant happen in the order in which they were planned.
///
/// Public, so that it can be inlined where others plan events of their own: of a package's type the compiler keeps what
/// is inlinable to the module.
public struct Timetable<Event> {
  // Latest first, so that the next one is taken from the end. What is moved about is small; an event may be large, and
  // stays in its place from when it is planned until it happens.
  @usableFromInline var times: [Int64] = []
  @usableFromInline var places: [Int] = []
  @usableFromInline var events: [Event?] = []
  @usableFromInline var free: [Int] = []

  /// Nothing is planned.
  @inlinable public init() {}

  /// When the next thing happens.
  @inlinable public var nextMilliseconds: Int64? { times.last }

  /// Plans something.
  @inlinable public mutating func add(_ event: consuming Event, at time: Int64) {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] > time { low = middle + 1 } else { high = middle }
    }
    let place: Int
    if let unused = free.popLast() {
      place = unused
      events[place] = event
    } else {
      place = events.count
      events.append(event)
    }
    times.insert(time, at: low)
    places.insert(place, at: low)
  }

  /// Takes the next thing, if it happens by then.
  @inlinable public mutating func takeNext(through now: Int64 = .max) -> (event: Event, atMilliseconds: Int64)? {
    guard let time = times.last, time <= now, let place = places.popLast(), let event = events[place].take() else {
      return nil
    }
    times.removeLast()
    free.append(place)
    return (event: event, atMilliseconds: time)
  }
}

extension Timetable: Sendable where Event: Sendable {}
