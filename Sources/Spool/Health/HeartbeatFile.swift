import Files
import Glibc
import Payments

/// What a look at the heartbeat found.
package enum HeartbeatReading: Sendable, Equatable {
  /// There is no heartbeat: no listener ever ran on this spool.
  case absent
  /// There is a file that is none; the next write mends it.
  case broken
  /// The last one, and how long ago it was written.
  case beat(Heartbeat, ageMilliseconds: Int64)

  /// The one that still says something; nil where nobody says that answers are taken.
  package var fresh: Heartbeat? {
    guard case .beat(let heartbeat, let age) = self, ListenerPulse.isFresh(ageMilliseconds: age) else { return nil }
    return heartbeat
  }
}

extension SpoolDirectory {
  /// The file is padded to this length, so that its own blocks hold a new heartbeat even on a full disk.
  static let heartbeatBytes = 8 * 1024

  static let heartbeatName = "heartbeat"

  /// Writes the heartbeat in one move, so that a reader sees the old one or the new one.
  ///
  /// On a full disk it takes a piece of the reserve. Where no file can be made, it writes over the old one in place:
  /// that a payment was refused must be readable above all then.
  package func write(_ heartbeat: Heartbeat, reserve: SpoolReserve? = nil) throws(SpoolError) {
    var content = Array(heartbeat.json.utf8)
    let padding = max(1, Self.heartbeatBytes - content.count)
    content += [UInt8](repeating: UInt8(ascii: " "), count: padding - 1) + [UInt8(ascii: "\n")]
    while true {
      do throws(SpoolError) {
        return try replaceHeartbeat(content)
      } catch {
        if error.isOutOfSpace, let reserve, (try? reserve.release()) == true { continue }
        guard try root().overwrite(Self.heartbeatName, content) else { throw error }
        return
      }
    }
  }

  /// Reads the heartbeat.
  ///
  /// Its age is what ``ListenerPulse/ageMilliseconds(at:)`` says, as desks judge it.
  package func readHeartbeat(now: Moment) throws(SpoolError) -> HeartbeatReading {
    let content: [UInt8]?
    do throws(SpoolError) { content = try root().content(Self.heartbeatName, limitBytes: 64 * 1024) } catch .damaged {
      return .broken
    }
    guard let content else { return .absent }
    // Nine tenths of it are padding, and each desk reads it every few seconds.
    let length = (content.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") } ?? -1) + 1
    guard let heartbeat = Heartbeat(json: content[..<length]) else { return .broken }
    return .beat(heartbeat, ageMilliseconds: heartbeat.report.pulse.ageMilliseconds(at: now))
  }

  /// What the listener told last; nil when it tells nothing that can be read.
  package func listenerReport(at now: Moment) -> ListenerReport? {
    guard case .beat(let heartbeat, _)? = try? readHeartbeat(now: now) else { return nil }
    return heartbeat.report
  }

  private func replaceHeartbeat(_ content: [UInt8]) throws(SpoolError) {
    let root = try root()
    let unfinished = try root.directory(.tmp)
    let temporary = temporaryName()
    // Not synced: after a power cut there is no listener, and its last words do not matter.
    try unfinished.create(temporary, content, mode: modes.file, durably: false)
    do throws(SpoolError) { try unfinished.replace(temporary, to: root, as: Self.heartbeatName) } catch {
      unfinished.unlinkQuietly(temporary)
      throw error
    }
  }
}
