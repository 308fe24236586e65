import Glibc
import Payments

/// What a look at the heartbeat found.
public enum HeartbeatReading: Sendable, Equatable {
  /// There is no heartbeat: no listener ever ran on this spool.
  case absent
  /// There is a file that is none; the next write mends it.
  case broken
  /// The last one, and how long ago it was written.
  case beat(Heartbeat, ageMilliseconds: Int64)
}

extension SpoolDirectory {
  /// The file is padded to this length, so that its own blocks hold a new heartbeat even on a full disk.
  static let heartbeatBytes = 8 * 1024

  private var heartbeatPath: String { path + "/heartbeat" }

  /// Writes the heartbeat in one move, so that a reader sees the old one or the new one.
  ///
  /// On a full disk it takes a piece of the reserve. Where no file can be made, it writes over the old one in place: that
  /// a payment was refused must be readable above all then.
  public func write(_ heartbeat: Heartbeat, reserve: SpoolReserve? = nil) throws(SpoolError) {
    var content = Array(heartbeat.json.utf8)
    let padding = max(1, Self.heartbeatBytes - content.count)
    content += [UInt8](repeating: UInt8(ascii: " "), count: padding - 1) + [UInt8(ascii: "\n")]
    while true {
      do throws(SpoolError) {
        return try replaceHeartbeat(content)
      } catch {
        if error.isOutOfSpace, let reserve, (try? reserve.release()) == true { continue }
        do throws(SpoolError) { return try overwriteHeartbeat(content) } catch .failed(_, code: ENOENT) { throw error }
      }
    }
  }

  /// Reads the heartbeat.
  ///
  /// Its age is the boot clock's while the machine has not been started anew, since the wall clock can be set.
  public func readHeartbeat(now: Moment) throws(SpoolError) -> HeartbeatReading {
    let content: [UInt8]?
    do throws(SpoolError) { content = try files.content(heartbeatPath, limitBytes: 64 * 1024) } catch .damaged {
      return .broken
    }
    guard let content else { return .absent }
    guard let heartbeat = Heartbeat(json: content) else { return .broken }
    let age =
      heartbeat.moment.bootID == now.bootID
      ? now.bootMilliseconds - heartbeat.moment.bootMilliseconds
      : now.wallMilliseconds - heartbeat.moment.wallMilliseconds
    return .beat(heartbeat, ageMilliseconds: max(0, age))
  }

  private func replaceHeartbeat(_ content: [UInt8]) throws(SpoolError) {
    let temporary = temporaryPath()
    // Not synced: after a power cut there is no listener, and its last words do not matter.
    try files.create(temporary, content, mode: modes.file, durably: false)
    do throws(SpoolError) { try files.replace(temporary, to: heartbeatPath) } catch {
      files.unlinkQuietly(temporary)
      throw error
    }
  }

  private func overwriteHeartbeat(_ content: [UInt8]) throws(SpoolError) {
    let descriptor = try files.openToOverwrite(heartbeatPath)
    do throws(SpoolError) { try files.writeAll(descriptor, content) } catch {
      files.closeQuietly(descriptor)
      throw error
    }
    try files.close(descriptor)
  }
}
