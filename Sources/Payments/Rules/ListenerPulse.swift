/// What the listener's heartbeat says of the answers that come in.
package struct ListenerPulse: Sendable, Equatable {
  /// A heartbeat older than this says nothing any more.
  package static let freshMilliseconds: Int64 = 30_000
  /// When it was written.
  package var writtenAt: Moment
  /// When the newest callback was stored; nil when none was.
  package var lastCallbackAt: Moment?

  /// Whether one of this age still says something: for every desk, every command and every figure.
  package static func isFresh(ageMilliseconds: Int64) -> Bool { ageMilliseconds < freshMilliseconds }

  package init(writtenAt: Moment, lastCallbackAt: Moment?) {
    self.writtenAt = writtenAt
    self.lastCallbackAt = lastCallbackAt
  }

  /// Whether it still says something.
  package func isFresh(at now: Moment) -> Bool { Self.isFresh(ageMilliseconds: ageMilliseconds(at: now)) }

  /// How old it is, by the boot clock; after a start at least the time since then, whatever the wall clock says.
  package func ageMilliseconds(at now: Moment) -> Int64 { now.elapsedMilliseconds(since: writtenAt) }
}
