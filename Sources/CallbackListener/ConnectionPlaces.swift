import NIOCore
import Synchronization

/// Tells a connection to make room for a newer one.
struct MakeRoom: Sendable {}

/// Who is connected, so that slow strangers cannot keep everybody else out.
///
/// There is no waiting in front of a full house: a new connection is always let in, and the oldest goes, strangers
/// before listed addresses and proxies. A genuine callback is over within milliseconds, so it would take a whole
/// house of newer connections within these to push it out.
final class ConnectionPlaces: Sendable {
  private struct Queue {
    var waiting: [UInt64] = []
    var first = 0
    var channels: [UInt64: any Channel] = [:]

    mutating func append(_ number: UInt64, _ channel: any Channel) {
      // Whoever went by himself is forgotten too, also in a house that is never full.
      if waiting.count > 2 * channels.count + 1_024 {
        waiting = waiting[first...].filter { channels[$0] != nil }
        first = 0
      }
      waiting.append(number)
      channels[number] = channel
    }

    mutating func takeOldest() -> (any Channel)? {
      while first < waiting.count {
        let number = waiting[first]
        first += 1
        if let channel = channels.removeValue(forKey: number) { return channel }
      }
      return nil
    }
  }

  private struct State {
    var number: UInt64 = 0
    var strangers = Queue()
    var preferred = Queue()
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Numbers that are kept, of connections that are there or gone.
  var remembered: Int { state.withLock { $0.strangers.waiting.count + $0.preferred.waiting.count } }

  /// Notes a new connection and asks the one whose place it takes to go.
  func opened(_ channel: any Channel, isPreferred: Bool) -> UInt64 {
    let (number, leaving) = state.withLock { state -> (UInt64, (any Channel)?) in
      state.number += 1
      var leaving: (any Channel)?
      if state.strangers.channels.count + state.preferred.channels.count >= limit {
        leaving = state.strangers.takeOldest() ?? state.preferred.takeOldest()
      }
      if isPreferred {
        state.preferred.append(state.number, channel)
      } else {
        state.strangers.append(state.number, channel)
      }
      return (state.number, leaving)
    }
    leaving?.pipeline.fireUserInboundEventTriggered(MakeRoom())
    return number
  }

  func closed(_ number: UInt64) {
    state.withLock { state in
      if state.strangers.channels.removeValue(forKey: number) == nil {
        _ = state.preferred.channels.removeValue(forKey: number)
      }
    }
  }
}
